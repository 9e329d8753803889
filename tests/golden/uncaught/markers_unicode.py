"""Markers under text that is not ASCII."""
größe = "ä" * 3
print(größe + "ü" + 5 + "日本語")
