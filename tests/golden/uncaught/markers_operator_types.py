"""Markers for operands of the wrong type."""
def total(items):
    result = 0
    for item in items:
        result = (result + item) * 2
    return result


total([1, 2, "three"])
