"""What a case of the generator fuzzer can use; run(N, SOURCE) runs one. Everything is logged without addresses."""
import sys
import gc
import types

gc.disable()
sys.setrecursionlimit(5000)
P = []      # the pool: objects that the steps of a case work on
X = []      # exceptions that a case raises again and again
MOST = 300  # lines that a case may log before Fuel ends it


class Fuel(BaseException):
    pass


class Boom(Exception):
    pass


class Journal:
    lines = 0
    held = None
    muted = False
    lively = False


def emit(text):
    Journal.lines += 1
    if Journal.muted or Journal.lines > MOST + 50:
        return
    if Journal.held is not None:
        Journal.held.append(text)
    else:
        print(text)


def log(*parts):
    if Journal.lines > MOST and not Journal.muted:
        raise Fuel
    emit(' '.join([str(part) for part in parts]))


def show(value):
    if value is None or type(value) in (int, str, bool):
        return repr(value)
    if isinstance(value, BaseException):
        return type(value).__name__ + show(value.args)
    if type(value) in (tuple, list):
        return '(' + ', '.join([show(item) for item in value]) + ')'
    return '<' + type(value).__name__ + '>'


def chain(error):
    """An exception with its traceback, its causes and its contexts."""
    parts = []
    seen = []
    while error is not None and len(parts) < 12:
        if any([error is other for other in seen]):
            parts.append('again')
            break
        seen.append(error)
        frames = []
        link = error.__traceback__
        while link is not None and len(frames) < 15:
            frames.append(link.tb_frame.f_code.co_name + ':' + str(link.tb_lineno))
            link = link.tb_next
        parts.append(show(error) + ' at ' + ' '.join(frames))
        if error.__cause__ is not None:
            parts.append('because')
            error = error.__cause__
        elif error.__suppress_context__:
            parts.append('suppressed')
            break
        else:
            error = error.__context__
    return ' / '.join(parts)


def do(label, function, *args):
    try:
        result = function(*args)
    except BaseException as error:
        log(label, 'raised', chain(error))
    else:
        log(label, '->', show(result))


def lively():
    """From now on, steps prefer objects that have not ended. Asking for that makes frame objects, so not all cases do."""
    Journal.lively = True


def alive(value):
    for name in ('gi_frame', 'cr_frame', 'ag_frame'):
        if hasattr(value, name):
            return getattr(value, name) is not None
    return value is not None


def index(k):
    """Which pool object a step means; those from 60 on do not care for life."""
    if k < 60 and Journal.lively:
        living = [i for i in range(len(P)) if alive(P[i])]
        if living:
            return living[k % len(living)]
    return k % len(P)


def take(k):
    return P[index(k)] if P else 0


def some(kinds, k):
    """A pool object of one of these types."""
    found = [value for value in P if type(value).__name__ in kinds and (alive(value) or not Journal.lively)]
    return found[k % len(found)] if found else None


def gen(k):
    return some(('generator', 'It', 'SendIt', 'FullIt', 'BadIt'), k) or FullIt(k % 4, 'p%d' % k)


def coro(k):
    return some(('coroutine', 'async_generator_asend', 'async_generator_athrow'), k) or susp(k)


def agen(k):
    return some(('async_generator',), k) or AIt(k % 4, 'p%d' % k)


def start():
    """Resumes what was put into the pool last."""
    op(len(P) - 1 + 60 * len(P), 'send', None)


def op(k, name, *args):
    """Calls a method of a pool object, or next() on it."""
    k = index(k) + 60 * len(P) if P else 0
    value = take(k)
    label = 'P%d.%s' % (k % len(P) if P else 0, name)
    if Journal.lively:
        if type(value).__name__ == 'async_generator':
            make(k, ASYNC.get(name, name), *args)
            value, name, args = P[-1], 'send', (None,)
        elif name == 'next' and not hasattr(value, '__next__'):
            name, args = 'send', (None,)
    if name == 'next':
        do(label, next, value)
    else:
        do(label, lambda: getattr(value, name)(*args))


ASYNC = {'next': '__anext__', 'send': 'asend', 'throw': 'athrow', 'close': 'aclose'}


def make(k, name, *args):
    """Puts the result of a method of a pool object into the pool."""
    try:
        P.append(getattr(take(k), name)(*args))
    except BaseException as error:
        log('make', name, 'raised', chain(error))
    else:
        log('make', name, show(P[-1]))


def add(function, a, b):
    P.append(function(a, b))
    log('P%d =' % (len(P) - 1), P[-1].__name__ if hasattr(P[-1], '__name__') else show(P[-1]))


def loop(k, most):
    try:
        for value in take(k):
            log('loop', show(value))
            most -= 1
            if most < 0:
                break
    except BaseException as error:
        log('loop raised', chain(error))
    else:
        log('loop ended')


def drive(k, most):
    value = take(k)
    try:
        while most >= 0:
            log('drive', show(value.send(None)))
            most -= 1
    except BaseException as error:
        log('drive raised', chain(error))


KINDS = {'generator': ('gi', 'gi_yieldfrom'), 'coroutine': ('cr', 'cr_await'), 'async_generator': ('ag', 'ag_await')}


def state(k):
    value = take(k)
    kind = type(value).__name__
    if kind not in KINDS:
        log('state', kind)
        return
    short, waits = KINDS[kind]
    frame = getattr(value, short + '_frame')
    waits = getattr(value, waits)
    place = [k for k in range(len(P)) if P[k] is waits] if waits is not None else []
    line = back = None
    if frame is not None:
        line = frame.f_lineno
        back = frame.f_back.f_code.co_name if frame.f_back is not None else None
    log('state', value.__name__, getattr(value, short + '_running'), getattr(value, short + '_suspended', '-'),
        line, back, show(waits), place)


def wipe(k):
    """Clears the frame of a pool object."""
    value = take(k)
    for name in ('gi_frame', 'cr_frame', 'ag_frame'):
        frame = getattr(value, name, None)
        if frame is not None:
            do('wipe', frame.clear)


def drop(k):
    if P:
        k = index(k)
        log('drop', k)
        P[k] = None


def collect():
    """What is found in one collection is finalised in no promised order: its lines are sorted."""
    if Journal.held is not None:
        return
    Journal.held = []
    gc.collect()
    held, Journal.held = Journal.held, None
    for line in sorted(held):
        emit(line)


def cycle(function, b, most):
    """An object that holds itself through its argument, and is then forgotten."""
    box = []
    value = function(box, b)
    box.append(value)
    for _ in range(most):
        do('cycle', lambda: value.send(None))
    del box, value
    collect()


def now(name):
    log(name, 'handles', chain(sys.exception()))


def stack(name):
    names = []
    frame = sys._getframe(1)
    while frame is not None and frame.f_code.co_name != 'run' and len(names) < 20:
        names.append(frame.f_code.co_name + ':' + str(frame.f_lineno))
        frame = frame.f_back
    log(name, 'under', ' '.join(names))


def because(error, cause):
    error.__cause__ = cause
    return error


class It:
    """A plain iterator."""

    def __init__(self, n, name):
        self.n = n
        self.name = name

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        log(self.name, 'next', self.n)
        if self.n < 0:
            raise StopIteration(self.name)
        return self.n


class SendIt(It):
    """An iterator that can be sent to."""

    def send(self, value):
        log(self.name, 'send', show(value))
        return self.__next__()


class FullIt(SendIt):
    """An iterator that can be thrown into and closed."""

    def throw(self, *args):
        log(self.name, 'throw', show(args))
        if self.n % 2:
            raise args[0]
        return self.__next__()

    def close(self):
        log(self.name, 'close')


class BadIt(FullIt):
    """An iterator that fails when it is closed or thrown into."""

    def throw(self, *args):
        raise Boom('throw of ' + self.name)

    def close(self):
        log(self.name, 'close')
        raise Boom('close of ' + self.name)


@types.coroutine
def susp(value):
    try:
        result = yield value
    except BaseException as error:
        log('susp', value, show(error))
        raise
    finally:
        log('susp', value, 'over')
    return result


@types.coroutine
def over(iterator):
    return (yield from iterator)


class Aw:
    """An awaitable that waits for whatever it is given."""

    def __init__(self, inner):
        self.inner = inner

    def __await__(self):
        return self.inner


class Cm:
    def __init__(self, name, swallow):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        log(self.name, 'enter')
        return self

    def __exit__(self, kind, error, traceback):
        log(self.name, 'exit', show(error))
        return self.swallow


class ACm(Cm):
    async def __aenter__(self):
        log(self.name, 'aenter', show(await susp(self.name)))
        return self

    async def __aexit__(self, kind, error, traceback):
        log(self.name, 'aexit', show(error), show(await susp(self.name)))
        return self.swallow


class AIt:
    """An asynchronous iterator that is no generator."""

    def __init__(self, n, name):
        self.n = n
        self.name = name

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.n -= 1
        log(self.name, 'anext', self.n, show(await susp(self.n)))
        if self.n < 0:
            raise StopAsyncIteration
        return self.n


def hooks(keep):
    """Asynchronous generators report their birth and their end; kept ones come back to life in the pool."""
    def first(value):
        log('born', value.__name__)

    def final(value):
        log('final', value.__name__)
        if keep:
            P.append(value)
    sys.set_asyncgen_hooks(firstiter=first, finalizer=final)


def ignored(args):
    message = args.err_msg.split(' at 0x')[0] if args.err_msg else 'Exception ignored'
    emit('ignored: ' + message + ' ' + type(args.object).__name__ + ' ' + chain(args.exc_value))


sys.unraisablehook = ignored
NAMES = dict(globals())


def run(number, source):
    print('=== case', number)
    Journal.lines = 0
    Journal.muted = False
    Journal.held = None
    Journal.lively = False
    X[:] = [Boom('x0'), ValueError('x1'), StopIteration('x2'), GeneratorExit('x3'), StopAsyncIteration('x4')]
    names = dict(NAMES)
    try:
        exec(compile(source, 'case', 'exec'), names)
    except BaseException as error:
        emit('case raised ' + chain(error))
    for k in range(len(P)):
        emit('end ' + str(k))
        P[k] = None
    Journal.muted = True
    sys.set_asyncgen_hooks(None, None)
    names.clear()
    X.clear()
    # What its hook brought back to life once is garbage of this case, too.
    for _ in range(3):
        P.clear()
        gc.collect()
    P.clear()
    print('=== done', number, flush=True)


