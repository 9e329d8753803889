"""SyntaxErrors with little information."""
import sys

for e in (SyntaxError("no details"), SyntaxError("no text", ("f", 1, 2, None)), SyntaxError("offset 0", ("f", 1, 0, "text")),
          SyntaxError("beyond", ("f", 1, 50, "text")), SyntaxError("spaces", ("f", 1, 6, "    text")), IndentationError("i", ("f", 3, 1, "x")),
          SyntaxError("no file", (None, 1, 2, "abc")), SyntaxError(None)):
    sys.excepthook(type(e), e, None)
