"""SystemExit with a text goes to standard error with status 1."""
raise SystemExit("goodbye")
