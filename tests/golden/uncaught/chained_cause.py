"""The above exception was the direct cause."""
def convert(text):
    try:
        return int(text)
    except ValueError as e:
        raise TypeError("not a number") from e


def main():
    convert("abc")


main()
