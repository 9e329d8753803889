"""exec and eval of strings."""
exec("def g():\n    return undefined_thing\n")
exec("g()")
