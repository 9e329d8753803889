"""try, except, else and finally: order and results."""
log = []


def f(kind):
    try:
        log.append("try")
        if kind == "raise":
            raise ValueError("v")
        if kind == "return":
            return "try"
        if kind == "other":
            raise KeyError("k")
    except ValueError as e:
        log.append(f"except {e}")
        return "except"
    else:
        log.append("else")
    finally:
        log.append("finally")
    return "end"


for kind in ("plain", "raise", "return", "other"):
    log.clear()
    try:
        print(kind, f(kind), log)
    except KeyError as e:
        print(kind, "raised", e, log)


def overriding():
    for i in range(3):
        try:
            return i
        finally:
            if i < 2:
                log.append(i)


log.clear()
print(overriding(), log)


def nested():
    try:
        try:
            1 / 0
        except KeyError:
            print("no")
        finally:
            print("inner finally")
    except ZeroDivisionError as e:
        print("outer", e)
        try:
            raise TypeError("again") from e
        except (ValueError, TypeError) as t:
            print(repr(t.__cause__), repr(t.__context__))
        print(e)
    try:
        e
    except NameError as n:
        print(type(n).__name__, n)


nested()


def loops():
    out = []
    for i in range(6):
        try:
            if i == 1:
                continue
            if i == 4:
                break
            out.append(i)
        except Exception:
            out.append("never")
        else:
            out.append("else")
        finally:
            out.append(f"f{i}")
    while True:
        try:
            break
        finally:
            out.append("broke")
    return out


print(loops())
try:
    raise
except RuntimeError as e:
    print(e)
for bad in (1, "text", [], object):
    try:
        raise bad
    except TypeError as e:
        print(e)
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as e:
    print(e)
