"""Times the functions of a module whose names begin with `bench_`, each of which runs its loop n times.

    FILE [ROUNDS] [NAME...]

prints one line for each: its name and the best nanoseconds for one round out of three runs.
"""

import sys
import time


def main(namespace):
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    wanted = sys.argv[2:]
    for name, function in list(namespace.items()):
        name, ours = name.removeprefix("bench_"), name.startswith("bench_")
        if not ours or wanted and name not in wanted:
            continue
        times = []
        for _ in range(3):
            start = time.process_time_ns()
            function(rounds)
            times.append(time.process_time_ns() - start)
        print(name, round(min(times) / rounds, 1), flush=True)
