"""f_back and cr_await along a chain of awaits."""
import sys


class Pause:
    def __await__(self):
        f, names = sys._getframe(), []
        while f:
            names.append(f.f_code.co_name)
            f = f.f_back
        print("running:", names)
        yield


async def leaf():
    await Pause()


async def middle():
    await leaf()


async def top():
    await middle()


def driver():
    c.send(None)


c = top()
driver()
x, chain = c, []
while x is not None:
    chain.append(x.__name__)
    x = getattr(x, "cr_await", None) or getattr(x, "gi_yieldfrom", None)
print("suspended:", chain)
print(c.cr_frame.f_back, c.cr_await.cr_frame.f_back, c.cr_await.cr_await.cr_frame.f_locals)
mid = c.cr_await
try:
    mid.cr_frame.clear()
except RuntimeError as e:
    print(e)
c.close()
print(mid.cr_frame, mid.cr_await)
