"""__notes__ that is no list of strings."""
e = ValueError("message")
e.__notes__ = ["text", 5, None]
raise e
