# More constants than a short operand can number, small integers among them.
count = 70_000
space = {}
exec("def numbers():\n  return {" + ",".join(f"{x}: {x}" for x in range(count)) + "}", space)
numbers = space["numbers"]()
print(len(numbers), all(key == value for key, value in numbers.items()))
exec("def texts():\n  return [" + ",".join(f"'{x}'" for x in range(count)) + ", 7]", space)
texts = space["texts"]()
print(len(texts), texts[-2:], texts[40_000])
