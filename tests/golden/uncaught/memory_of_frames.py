"""An exception kept, raised again later, grows its traceback."""
def make():
    try:
        raise ValueError("kept")
    except ValueError as e:
        return e


def again(e):
    raise e


again(make())
