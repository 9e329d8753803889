class A:
    def name(self):
        return "A"

    def greet(self):
        return "I am " + self.name()


class B(A):
    def name(self):
        return "B after " + super().name()


print(A().greet(), B().greet(), isinstance(B(), A), issubclass(B, A), isinstance(A(), B))
