"""Classes with inheritance, properties, own exceptions, context managers and an audit by decorator."""
class BankError(Exception):
    """Base of the errors below."""


class Insufficient(BankError):
    def __init__(self, account, amount):
        super().__init__(account, amount)
        self.missing = amount - account.balance

    def __str__(self):
        return f"{self.args[0].owner} lacks {self.missing}"


def audited(f):
    def wrapper(self, *args):
        try:
            result = f(self, *args)
        except BankError as e:
            Account.log.append(f"{f.__name__}{args} failed: {e}")
            raise
        Account.log.append(f"{f.__name__}{args} -> {self.balance}")
        return result
    return wrapper


class Account:
    log, count = [], 0

    def __init__(self, owner, balance=0):
        self.owner, self._balance = owner, balance
        Account.count += 1
        self.number = Account.count

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, v):
        if v < self.limit:
            raise Insufficient(self, self._balance - v)
        self._balance = v

    limit = 0

    @audited
    def deposit(self, amount):
        if amount <= 0:
            raise BankError("amount must be positive")
        self.balance += amount

    @audited
    def withdraw(self, amount):
        self.balance -= amount

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self.balance})"

    def __lt__(self, other):
        return self.balance < other.balance

    def __enter__(self):
        self._saved = self._balance
        return self

    def __exit__(self, kind, value, tb):
        if kind is not None:
            self._balance = self._saved
            Account.log.append(f"rolled back {self.owner}")
        return kind is not None and issubclass(kind, BankError)


class Credit(Account):
    limit = -500


class Savings(Account):
    rate = 0.05

    def interest(self):
        while True:
            gained = round(self.balance * self.rate, 2)
            yield gained
            self._balance += gained


a, b, c = Account("Ann", 100), Credit("Bob"), Savings("Cy", 1000)
a.deposit(50)
b.withdraw(300)
for action in (lambda: a.withdraw(500), lambda: b.withdraw(300), lambda: a.deposit(-1)):
    try:
        action()
    except Insufficient as e:
        print("insufficient:", e, e.missing)
    except BankError as e:
        print("error:", e)
with a:
    a.withdraw(100)
    b.withdraw(1000)
with c, a:
    a.deposit(5)
print(a, b, c, sorted([a, b, c]), max(a, b, c).owner)
i = c.interest()
print([next(i) for _ in range(4)], c.balance)
for line in Account.log:
    print(" ", line)
print(Account.count, [x.number for x in (a, b, c)], isinstance(c, Account), Credit.__mro__[1].__name__)
try:
    a.number.nothing
except AttributeError as e:
    print(e)
