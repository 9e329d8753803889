"""A character that has no meaning here."""
x = 5 $ 3
