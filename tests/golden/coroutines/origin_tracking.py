"""sys.set_coroutine_origin_tracking_depth records who made a coroutine."""
import sys


async def f():
    pass


def make():
    return f()


def outer():
    return make()


def show(c):
    origin = c.cr_origin
    c.close()
    return origin and [(line > 0, name) for _, line, name in origin], \
        origin and {file.rsplit("/", 1)[-1] for file, _, _ in origin}


print(sys.get_coroutine_origin_tracking_depth(), show(outer()))
for depth in (1, 2, 10):
    sys.set_coroutine_origin_tracking_depth(depth)
    print(sys.get_coroutine_origin_tracking_depth(), show(outer()))
sys.set_coroutine_origin_tracking_depth(0)
print(show(outer()))
for bad in (-1, "x", None, 1.5):
    try:
        sys.set_coroutine_origin_tracking_depth(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(sys.get_coroutine_origin_tracking_depth())
