"""A calculator: tokens, precedence climbing, variables, functions, errors with positions."""
class CalcError(Exception):
    def __init__(self, message, at):
        super().__init__(message)
        self.at = at

    def __str__(self):
        return f"{self.args[0]} at {self.at}"


def scan(text):
    i = 0
    while i < len(text):
        c = text[i]
        j = i + 1
        if c.isspace():
            i = j
            continue
        if c.isdigit() or c == ".":
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            try:
                yield "number", float(text[i:j]) if "." in text[i:j] else int(text[i:j]), i
            except ValueError:
                raise CalcError("bad number", i) from None
        elif c.isalpha():
            while j < len(text) and text[j].isalnum():
                j += 1
            yield "name", text[i:j], i
        elif c in "+-*/%^()=,":
            yield c, c, i
        else:
            raise CalcError(f"unexpected {c!r}", i)
        i = j
    yield "end", None, i


BINARY = {"+": (1, lambda a, b: a + b), "-": (1, lambda a, b: a - b), "*": (2, lambda a, b: a * b), "/": (2, lambda a, b: a / b), "%": (2, lambda a, b: a % b), "^": (4, lambda a, b: a ** b)}


class Calculator:
    def __init__(self):
        self.names = {"pi": 3.14159, "max": max, "abs": abs, "sum": lambda *a: sum(a)}

    def __call__(self, text):
        self.tokens = scan(text)
        self.advance()
        if self.kind == "name":
            name, rest = self.value, list(self.tokens)
            if rest[0][0] == "=":
                self.tokens = iter(rest[1:])
                self.advance()
                self.names[name] = v = self.expression(0)
                return v
            self.tokens = iter(rest)
        v = self.expression(0)
        if self.kind != "end":
            raise CalcError(f"unexpected {self.value!r}", self.at)
        return v

    def advance(self):
        self.kind, self.value, self.at = next(self.tokens)

    def expression(self, level):
        left = self.operand()
        while self.kind in BINARY and BINARY[self.kind][0] > level:
            op = self.kind
            priority, f = BINARY[op]
            self.advance()
            at = self.at
            right = self.expression(priority - (op == "^"))
            try:
                left = f(left, right)
            except ArithmeticError as e:
                raise CalcError(str(e), at) from e
        return left

    def operand(self):
        kind, value, at = self.kind, self.value, self.at
        if kind == "end":
            raise CalcError("operand expected", at)
        self.advance()
        match kind:
            case "number":
                return value
            case "-":
                return -self.expression(3)
            case "(":
                v = self.expression(0)
                if self.kind != ")":
                    raise CalcError("missing )", self.at)
                self.advance()
                return v
            case "name":
                if value not in self.names:
                    raise CalcError(f"unknown {value}", at)
                v = self.names[value]
                if self.kind == "(":
                    args = []
                    self.advance()
                    while self.kind != ")":
                        args.append(self.expression(0))
                        if self.kind == ",":
                            self.advance()
                        elif self.kind != ")":
                            raise CalcError("missing )", self.at)
                    self.advance()
                    return v(*args)
                return v
        raise CalcError("operand expected", at)


calc = Calculator()
for text in ("1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 / 4 - 1", "7 % 4 * 2", "x = 5", "x * x + pi", "y = x ^ 2 - 1", "max(1, y, 3) + abs(-4)", "sum()", "sum(1, 2, 3) / 2", "--5", "2 * -3",
             "", "1 +", "(1", "1 2", "z + 1", "1 / 0", "5 % (x - 5)", "3 $ 4", "1..2", "max(1", "x(1)", ")"):
    try:
        print(f"{text:<24} = {calc(text)}")
    except CalcError as e:
        print(f"{text:<24} ! {e}", "caused by " + type(e.__cause__).__name__ if e.__cause__ else "")
    except TypeError as e:
        print(f"{text:<24} ! {e}")
