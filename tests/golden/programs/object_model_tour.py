"""A small object-relational layer: metaclass, descriptors, queries by operator overloading."""
class Column:
    def __init__(self, kind, default=None):
        self.kind, self.default = kind, default

    def __set_name__(self, owner, name):
        self.name = name
        owner.columns[name] = self

    def __get__(self, obj, owner):
        return self if obj is None else obj.__dict__.get(self.name, self.default)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        obj.__dict__[self.name] = value

    def __eq__(self, other):
        return Query(lambda row: getattr(row, self.name) == other, f"{self.name} = {other!r}")

    def __lt__(self, other):
        return Query(lambda row: getattr(row, self.name) < other, f"{self.name} < {other!r}")

    __hash__ = object.__hash__


class Query:
    def __init__(self, test, text):
        self.test, self.text = test, text

    def __and__(self, o):
        return Query(lambda r: self.test(r) and o.test(r), f"({self.text} and {o.text})")

    def __or__(self, o):
        return Query(lambda r: self.test(r) or o.test(r), f"({self.text} or {o.text})")

    def __invert__(self):
        return Query(lambda r: not self.test(r), f"not {self.text}")

    def __repr__(self):
        return self.text


class Meta(type):
    tables = {}

    def __prepare__(name, bases, **kw):
        return {"columns": {}}

    def __new__(mcls, name, bases, ns, table=None):
        cls = super().__new__(mcls, name, bases, ns)
        cls.rows = []
        if bases:
            Meta.tables[table or name.lower()] = cls
        return cls

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)

    def __len__(cls):
        return len(cls.rows)

    def __iter__(cls):
        return iter(cls.rows)

    def __getitem__(cls, query):
        return [r for r in cls.rows if query.test(r)]


class Model(metaclass=Meta):
    def __init__(self, **values):
        for k, v in values.items():
            if k not in self.columns:
                raise AttributeError(f"{type(self).__name__} has no column {k}")
            setattr(self, k, v)
        type(self).rows.append(self)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{c}={getattr(self, c)!r}' for c in self.columns)})"


class Person(Model, table="people"):
    name = Column(str)
    age = Column(int, 0)


class Pet(Model):
    kind = Column(str, "cat")


for n, a in (("Ann", 30), ("Bob", 25), ("Cy", 40)):
    Person(name=n, age=a)
Pet()
Pet(kind="dog")
print(Meta.tables, len(Person), [p.name for p in Person], list(Pet))
print(Person[Person.age < 35], Person[(Person.name == "Bob") | ~(Person.age < 35)], Person[(Person.age < 35) & (Person.name == "Ann")])
print((Person.age < 3) & ~(Person.name == "x"), Person.columns.keys(), Person.age.kind, Person.__name__)
for bad in (lambda: Person(name=5), lambda: Person(size=1), lambda: setattr(Person.rows[0], "age", "old"), lambda: Person[5]):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print(len(Person), type(Person).__name__, isinstance(Person.rows[0], Model), Model.rows)
