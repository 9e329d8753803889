"""Markers over several lines."""
value = (
    1
    + 2
    + len(
        5
    )
)
