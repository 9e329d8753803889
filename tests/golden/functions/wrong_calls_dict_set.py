"""Wrong calls of built-in functions and methods (dict set)."""
calls = [
    "{}.pop('k')", '{}.popitem()', '{}.update(1)', '{}.update([1])', '{}.get()', '{}.setdefault()',
    'dict.fromkeys(5)', 'set().pop()', 'set().remove(1)', 'set().add([])', 'dict.get({})',
]
for call in calls:
    try:
        print(call, "=", repr(eval(call)).split(" at 0x")[0])
    except Exception as e:
        print(call, "->", type(e).__name__, e)
