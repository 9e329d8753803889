"""__notes__ that is no sequence."""
e = ValueError("message")
e.__notes__ = 5
raise e
