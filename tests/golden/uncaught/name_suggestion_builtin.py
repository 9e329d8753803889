"""A built-in's name."""
pritn("hello")
