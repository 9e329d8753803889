"""What except* leaves over."""
try:
    raise ExceptionGroup("g", [ValueError("v"), TypeError("t"), KeyError("k")])
except* ValueError:
    print("handled")
except* KeyError:
    raise LookupError("new one")
