"""A coroutine that was never awaited, at the end of the program."""
async def forgotten():
    pass


def main():
    forgotten()
    print("main ends")


main()
