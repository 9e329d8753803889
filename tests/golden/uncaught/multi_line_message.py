"""A message of several lines."""
raise RuntimeError("first line\nsecond line\n\nfourth line")
