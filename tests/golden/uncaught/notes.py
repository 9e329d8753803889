"""Notes below the message."""
e = ValueError("message")
e.add_note("a note")
e.add_note("two\nlines")
e.add_note("")
raise e
