"""Runs the cases of one module of CPython's tests, in the interpreter under test.

    runner.py MODULE REPORT DONE [PART]

REPORT gets a line for each event, flushed at once, so that a crash costs only the case it happens in:

    case <tab> ID                        a case that will run (all of them come first)
    start <tab> ID
    passed | failed | skipped <tab> ID <tab> reason in one line
    done

DONE is a file of case ids that an earlier process ran already: they are left out. With PART, only cases whose id
contains it run. Tracebacks go to standard error.
"""
import re
import signal
import sys
import traceback

# Only what needs no network, as CPython's own machines run them.
RESOURCES = dict.fromkeys(["cpu", "subprocess", "walltime", "decimal", "tzdata"])


class Report:
    """The file of events. It is opened for each line: cases that close or replace descriptors cannot harm it."""

    def __init__(self, path):
        self.path = path

    def line(self, *fields):
        text = "\t".join(one_line(field) for field in fields) + "\n"
        with open(self.path, "ab") as file:
            file.write(text.encode("utf-8", "backslashreplace"))


def one_line(text):
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(text))


def reason(error):
    kind, value, _ = error
    name = getattr(kind, "__name__", str(kind))
    try:
        lines = str(value).strip().splitlines()
    except Exception:
        lines = ["(no text)"]
    return portable(f"{name}: {lines[0]}")[:160] if lines else name


def portable(text):
    """Without what differs from run to run: addresses, and the folders of the tests and of this run."""
    text = re.sub(r"0x[0-9a-f]{6,}", "0x…", text)
    return re.sub(r"(/[\w.+-]+)+/(?=test/|cwd/)", "", text)


def show(title, error=None):
    """A traceback for people. What the interpreter under test cannot show must not end the run."""
    print(f"\n=== {title}", file=sys.__stderr__)
    try:
        traceback.print_exception(*(error or sys.exc_info()), file=sys.__stderr__)
    except Exception as problem:
        print(f"(no traceback: {problem!r})", file=sys.__stderr__)


def load(name):
    """All cases of a module, in their order, each with an id of its own."""
    import importlib
    import unittest

    module = importlib.import_module(name)
    loader = unittest.TestLoader()
    suite = loader.loadTestsFromModule(module)
    if loader.errors:
        raise ImportError(loader.errors[0].strip().splitlines()[-1])
    cases = {}
    for case in flat(suite):
        plain, number = case.id(), 2
        name = plain
        while name in cases:
            name = f"{plain} #{number}"
            number += 1
        cases[name] = case
    return cases


def flat(suite):
    waiting = [suite]
    while waiting:
        suite = waiting.pop()
        try:
            parts = list(suite)
        except TypeError:
            yield suite
        else:
            waiting.extend(reversed(parts))


def make_result(report, cases):
    import unittest
    import weakref

    names = {id(case): name for name, case in cases.items()}
    open_names = dict.fromkeys(cases)

    class Result(unittest.TestResult):
        def startTest(self, case):
            super().startTest(case)
            self.verdict = None
            report.line("start", names[id(case)])

        def stopTest(self, case):
            super().stopTest(case)
            kind, why = self.verdict or ("failed", "the case told no outcome")
            end(names[id(case)], kind, why)

        def tell(self, case, kind, why=""):
            # A failure outweighs what else the case or its parts tell.
            if self.verdict is None or kind == "failed" and self.verdict[0] != "failed":
                self.verdict = kind, why

        def bad(self, case, error):
            show(case, error)
            if is_case(case):
                self.tell(case, "failed", reason(error))
            else:
                fixture(case, "failed", reason(error))

        def addSuccess(self, case):
            self.tell(case, "passed")

        def addError(self, case, error):
            self.bad(case, error)

        addFailure = addError

        def addSubTest(self, case, part, error):
            if error is not None:
                show(part, error)
                self.tell(case, "failed", reason(error))

        def addSkip(self, case, why):
            if is_case(case):
                self.tell(case, "skipped", why)
                take_down(case)
            else:
                fixture(case, "skipped", why)

        def addExpectedFailure(self, case, error):
            self.tell(case, "passed")

        def addUnexpectedSuccess(self, case):
            self.tell(case, "failed", "a success that CPython does not expect")

    def is_case(case):
        return hasattr(case, "run") and not type(case).__name__ == "_ErrorHolder"

    def take_down(case):
        """A case that skips itself in its setUp leaves what that had set up by then, and unittest does not clean up."""
        is_noted = type(case)._callTestMethod is note_and_call
        if is_noted and getattr(case, "_outcome", None) is not None and case not in began:
            try:
                case.tearDown()
            except Exception:
                pass

    began = weakref.WeakSet()
    call_method = unittest.TestCase._callTestMethod

    def note_and_call(case, method):
        began.add(case)
        return call_method(case, method)

    unittest.TestCase._callTestMethod = note_and_call

    def end(name, kind, why):
        open_names.pop(name, None)
        report.line(kind, name, why)

    def fixture(holder, kind, why):
        """A class or module was set up or torn down badly: `setUpClass (test.test_x.Class)`."""
        text = holder.id()
        where = text.partition("(")[2].rstrip(")")
        if text.startswith("setUp"):
            for name in [name for name in open_names if name.startswith(where + ".")]:
                end(name, kind, why)
        elif kind == "failed":
            report.line(kind, text, why)

    return Result(), open_names


def main(module, report_path, done_path, part=""):
    # Who starts us in the background may have it ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    del sys.path[0]
    report = Report(report_path)
    import unittest

    try:
        from test import support

        support.use_resources = RESOURCES
        cases = load("test." + module)
    except unittest.SkipTest as error:
        report.line("skipped", "(import)", error)
        report.line("done")
        return
    except BaseException:
        show(module)
        report.line("failed", "(import)", reason(sys.exc_info()))
        report.line("done")
        return
    with open(done_path, encoding="utf-8") as file:
        done = set(file.read().splitlines())
    cases = {name: case for name, case in cases.items() if name not in done and part in name}
    for name in cases:
        report.line("case", name)
    result, missing = make_result(report, cases)
    suite = unittest.TestSuite(cases.values())
    # The suite drops each case when it has run; nobody else may keep it alive.
    cases.clear()
    suite.run(result)
    for name in list(missing):
        report.line("failed", name, "the case did not run")
    report.line("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
