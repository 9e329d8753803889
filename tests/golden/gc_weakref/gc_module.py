"""The functions of gc that programs use."""
import gc

print(gc.isenabled())
gc.disable()
print(gc.isenabled())
gc.enable()
print(len(gc.get_threshold()), len(gc.get_count()), len(gc.get_stats()), sorted(gc.get_stats()[0]))
print(gc.garbage, gc.callbacks, gc.get_debug())
print(gc.is_tracked([]), gc.is_tracked(5), gc.is_tracked("s"), gc.is_tracked({}), gc.is_tracked(lambda: 0), gc.is_tracked(int))


class D:
    def __del__(self):
        finalized.append(gc.is_finalized(self))


finalized = []
D()
print(finalized, gc.is_finalized([]))
l = [1]
holder = [l]
print(any(r is holder for r in gc.get_referrers(l)), [r for r in gc.get_referents(holder)], gc.get_referents(5))
print(gc.collect(0) >= 0, gc.collect(1) >= 0, gc.collect(generation=2) >= 0)
for bad in (3, -1, "x"):
    try:
        gc.collect(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
calls = []
gc.callbacks.append(lambda phase, info: calls.append((phase, sorted(info))))
gc.collect()
gc.callbacks.clear()
print(calls)
gc.freeze()
print(gc.get_freeze_count() > 0)
gc.unfreeze()
print(gc.get_freeze_count())
marker = []
print(any(o is marker for o in gc.get_objects()))
