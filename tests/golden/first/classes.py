class A:
    x = 1

    def __init__(self, y):
        self.y = y

    def total(self):
        return self.x + self.y


a = A(5)
print(a.x, a.y, a.total(), A.x)
a.x = 10
print(a.x, A.x, a.total())
