"""A typographic quote."""
x = “text”
