"""Where a coroutine was made, in warnings as well; the library's function that warns may be gone or fail."""
import sys
import warnings


class C:
    def make(self):
        async def corofn():
            pass
        return corofn()


def deeper():
    return C().make()


for depth in 0, 1, 2, 10:
    sys.set_coroutine_origin_tracking_depth(depth)
    c = deeper()
    print(depth, c.cr_origin and [(line, name) for _, line, name in c.cr_origin])
    c.close()
sys.set_coroutine_origin_tracking_depth(0)


def hook(args):
    message = args.err_msg and args.err_msg.split(" at 0x")[0]
    print("ignored:", message, repr(args.exc_value), getattr(args.object, "__name__", args.object))


sys.unraisablehook = hook
seen = []


def shown(message, category, filename, lineno, file=None, line=None):
    seen.append(str(message))


with warnings.catch_warnings():
    warnings.simplefilter("always")
    warnings.showwarning = shown
    deeper()
    print(seen)
    seen.clear()
    orig = warnings._warn_unawaited_coroutine
    warnings._warn_unawaited_coroutine = lambda coro: 1 / 0
    deeper()
    print(seen)
    seen.clear()
    del warnings._warn_unawaited_coroutine
    deeper()
    print(seen)
    warnings._warn_unawaited_coroutine = orig
    warnings.simplefilter("error")
    deeper()
    print(seen)
