"""The tree of built-in exceptions."""
import builtins


def walk(cls, depth=0):
    if cls.__module__ == "builtins":
        print("  " * depth + cls.__name__)
        for sub in sorted(cls.__subclasses__(), key=lambda c: c.__name__):
            if sub.__module__ == "builtins":
                walk(sub, depth + 1)


walk(BaseException)
print(IOError is OSError, EnvironmentError is OSError)
print([c.__name__ for c in ExceptionGroup.__mro__])
print([c.__name__ for c in UnicodeDecodeError.__mro__])
names = [n for n in dir(builtins) if isinstance(getattr(builtins, n), type) and issubclass(getattr(builtins, n), BaseException)]
print(len(names))
