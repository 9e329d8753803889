"""During handling of the above exception."""
def lookup(d, k):
    try:
        return d[k]
    except KeyError:
        raise LookupError(f"no {k}")


lookup({}, "x")
