"""Many cycles do not pile up when the collector is on."""
import gc

gc.enable()
alive = 0


class N:
    def __init__(self):
        global alive
        alive += 1
        self.me = self
        self.data = [self]

    def __del__(self):
        global alive
        alive -= 1


highest = 0
for _ in range(200_000):
    N()
    if alive > highest:
        highest = alive
print("collected on the way:", highest < 150_000)
gc.collect()
print(alive)
