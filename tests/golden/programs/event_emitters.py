"""Observers, weak listeners, plug-ins by registration, undo by closures, and chained generators of events."""
import _weakref


class Emitter:
    def __init__(self):
        self.listeners = {}

    def on(self, name, f=None, *, weak=False):
        if f is None:
            return lambda f: self.on(name, f, weak=weak)
        self.listeners.setdefault(name, []).append(_weakref.ref(f) if weak else lambda: f)
        return f

    def emit(self, name, *args, **kw):
        results = []
        for ref in self.listeners.get(name, []) + self.listeners.get("*", []):
            f = ref()
            if f is not None:
                try:
                    results.append(f(*args, **kw))
                except Exception as e:
                    results.append(f"{type(e).__name__}: {e}")
        return results


bus = Emitter()


@bus.on("add")
def plus(a, b):
    return a + b


@bus.on("add")
def fails(a, b):
    raise ValueError(f"cannot add {a!r}")


bus.on("*", lambda *a, **k: (len(a), sorted(k)))


class Listener:
    def __init__(self, name):
        self.name = name

    def __call__(self, *a, **k):
        return f"{self.name} heard"


x, y = Listener("x"), Listener("y")
bus.on("add", x, weak=True)
bus.on("add", y, weak=True)
print(bus.emit("add", 1, 2))
del x
print(bus.emit("add", "a", "b"), bus.emit("unknown", key=1))
bus.on("y only", y.__call__, weak=True)
print(bus.emit("y only"))


class Editor:
    def __init__(self):
        self.text, self.undo_stack, self.redo_stack = "", [], []

    def do(self, action):
        before = self.text
        self.text = action(self.text)
        after = self.text

        def undo():
            self.text = before
            return redo

        def redo():
            self.text = after
            return undo
        self.undo_stack.append(undo)
        self.redo_stack.clear()

    def undo(self):
        self.redo_stack.append(self.undo_stack.pop()())

    def redo(self):
        self.undo_stack.append(self.redo_stack.pop()())


e = Editor()
for action in (lambda t: t + "hello", lambda t: t + " world", str.upper, lambda t: t.replace("L", "l")):
    e.do(action)
history = [e.text]
for step in "uuuruuurrrr":
    (e.undo if step == "u" else e.redo)() if (e.undo_stack if step == "u" else e.redo_stack) else None
    history.append(e.text)
print(history)
try:
    Editor().undo()
except IndexError as err:
    print(err)


def debounce(events, quiet):
    last = None
    for t, name in events:
        if last is None or t - last >= quiet:
            yield t, name
        last = t


def numbered(events):
    for n, (t, name) in enumerate(events, 1):
        command = yield f"{n}. {name} at {t}"
        if command == "stop":
            return n


g = numbered(debounce([(0, "a"), (1, "b"), (5, "c"), (6, "d"), (20, "e"), (40, "f")], 4))
print(next(g), next(g))
try:
    g.send("stop")
except StopIteration as stop:
    print("stopped after", stop.value)
