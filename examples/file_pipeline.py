"""A pipeline over a file: read lines, filter them, take them apart, add them up; one line in memory at a time."""
import posix

NAME = "pipeline-example.log"


def write_sample(name):
    with open(name, "w") as f:
        for i in range(1000):
            level = ("INFO", "WARNING", "ERROR")[i % 7 % 3]
            f.write(f"{i:04} {level} service{i % 5} took {i * 37 % 101} ms\n")


def read_lines(name):
    with open(name) as f:
        try:
            for line in f:
                yield line.rstrip("\n")
        finally:
            print("(file closed)")


def with_level(lines, level):
    for line in lines:
        if level in line:
            yield line


def parse(lines):
    for line in lines:
        number, level, service, _, ms, _ = line.split()
        yield int(number), service, int(ms)


def slow(records, limit):
    return (record for record in records if record[2] > limit)


write_sample(NAME)
try:
    totals = {}
    for number, service, ms in slow(parse(with_level(read_lines(NAME), "ERROR")), 60):
        count, total = totals.get(service, (0, 0))
        totals[service] = count + 1, total + ms
    for service in sorted(totals):
        count, total = totals[service]
        print(f"{service}: {count} slow errors, {total / count:.1f} ms on average")

    # Reading stops as soon as enough is known; the file is closed then, not at the end of the program.
    errors = parse(with_level(read_lines(NAME), "ERROR"))
    print("first error:", next(errors))
    errors.close()
finally:
    posix.unlink(NAME)
