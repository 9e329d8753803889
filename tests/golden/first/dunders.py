class V:
    def __init__(self, x):
        self.x = x

    def __add__(self, o):
        return V(self.x + o.x)

    def __eq__(self, o):
        return self.x == o.x

    def __repr__(self):
        return f"V({self.x})"

    def __len__(self):
        return self.x

    def __getitem__(self, i):
        return i * 2

    def __call__(self, a):
        return a + self.x

    def __bool__(self):
        return self.x > 0


print(V(1) + V(2), V(1) == V(1), V(1) != V(2), len(V(3)), V(1)[5], V(1)(10), bool(V(0)), [V(1)])
