"""Compiles one source after another; whatever is wrong with a source must end in one of the errors below."""


def run(number, source):
    print('=== case', number, flush=True)
    try:
        compile(source, 'case', 'exec')
    except SyntaxError as error:
        print(type(error).__name__, ascii(error.msg), error.lineno, error.offset, error.end_lineno, error.end_offset)
    except (ValueError, OverflowError, MemoryError, RecursionError) as error:
        print(type(error).__name__)
    except BaseException as error:
        print('!! unexpected', type(error).__name__, ascii(str(error)))
    else:
        print('compiles')
    print('=== done', number, flush=True)


