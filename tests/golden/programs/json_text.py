"""A JSON reader and writer."""
class JSONError(ValueError):
    pass


def parse(text):
    def skip(i):
        while i < len(text) and text[i] in " \t\r\n":
            i += 1
        return i

    def string(i):
        out = []
        while True:
            c = text[i:i + 1]
            if not c:
                raise JSONError("unterminated string")
            i += 1
            if c == '"':
                return "".join(out), i
            if c == "\\":
                e = text[i]
                i += 1
                if e == "u":
                    out.append(chr(int(text[i:i + 4], 16)))
                    i += 4
                else:
                    out.append({"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}.get(e, e))
            else:
                out.append(c)

    def value(i):
        i = skip(i)
        match text[i:i + 1]:
            case "{":
                result = {}
                i = skip(i + 1)
                while text[i] != "}":
                    key, i = string(skip(i) + 1)
                    i = skip(i)
                    if text[i] != ":":
                        raise JSONError(f"colon expected at {i}")
                    result[key], i = value(i + 1)
                    i = skip(i)
                    if text[i] == ",":
                        i = skip(i + 1)
                return result, i + 1
            case "[":
                result = []
                i = skip(i + 1)
                while text[i] != "]":
                    v, i = value(i)
                    result.append(v)
                    i = skip(i)
                    if text[i] == ",":
                        i += 1
                return result, i + 1
            case '"':
                return string(i + 1)
            case "t" | "f" | "n":
                for word, v in (("true", True), ("false", False), ("null", None)):
                    if text.startswith(word, i):
                        return v, i + len(word)
        j = i
        while j < len(text) and text[j] in "+-0123456789.eE":
            j += 1
        if i == j:
            raise JSONError(f"value expected at {i}")
        number = text[i:j]
        return (float(number) if set(number) & set(".eE") else int(number)), j
    v, i = value(0)
    if skip(i) != len(text):
        raise JSONError(f"extra text at {skip(i)}")
    return v


def dump(v, indent=0):
    pad = "  " * indent
    if isinstance(v, str):
        return '"' + "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n"}.get(c, c) for c in v) + '"'
    if v is None or isinstance(v, bool):
        return {None: "null", True: "true", False: "false"}[v]
    if isinstance(v, dict):
        return "{\n" + ",\n".join(f"{pad}  {dump(k)}: {dump(x, indent + 1)}" for k, x in v.items()) + f"\n{pad}}}"
    if isinstance(v, list):
        return "[" + ", ".join(dump(x, indent) for x in v) + "]"
    return repr(v)


doc = '{"name": "K\\u00e4a", "nested": {"list": [1, -2.5, 1e3, true, null, "a\\"b\\n"], "empty": {}, "e2": []}, "big": 123456789012345678901}'
v = parse(doc)
print(v)
print(dump(v))
print(parse(dump(v)) == v)
for bad in ("", "[1, 2", '"open', "{1: 2}", "[1] x", '{"a" 1}', "tru", "-"):
    try:
        print(parse(bad))
    except (JSONError, IndexError, ValueError) as e:
        print(repr(bad), type(e).__name__, e)
