# A module object that is garbage leaves the namespace to the functions that live on.
import gc
import types


def make():
    module = types.ModuleType("made")
    module.itself = module
    exec("value = 5\ndef ask():\n    return value, __name__", module.__dict__)
    return module.ask


ask = make()
ask.__globals__.pop("itself").holder = [ask]
gc.collect()
print(ask())


def cycle():
    module = types.ModuleType("cycle")
    other = [module]
    module.other = other
    exec("value = 6\ndef ask():\n    return value", module.__dict__)
    del module.other
    other.append(other)
    return module.ask


ask = cycle()
print(gc.collect() > 0, ask())
