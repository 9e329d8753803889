"""An attribute of a list."""
[].appendd(1)
