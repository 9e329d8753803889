# The modules that CPython has in C beside Python code: names are there whichever is imported first.
import _pickle
import pickle
import _asyncio
import asyncio
import _datetime
import datetime

print(_pickle.Pickler is pickle.Pickler, _pickle.dumps is pickle.dumps, _pickle.PickleError is pickle.PickleError)
print(_asyncio.Future is asyncio.Future, _asyncio.Task is asyncio.Task)
print(_datetime.date is datetime.date)
print(pickle.loads(pickle.dumps({"a": datetime.date(2026, 1, 2), "b": [1, 2.5, None]})))

held = bytearray(b"spam and eggs")
buffers = []
data = pickle.dumps(pickle.PickleBuffer(held), protocol=5, buffer_callback=buffers.append)
print(len(buffers), pickle.loads(data, buffers=buffers) is held, bytes(buffers[0].raw()))
print(pickle.loads(pickle.dumps(pickle.PickleBuffer(b"in band"), protocol=5)))
try:
    pickle.dumps(pickle.PickleBuffer(held), protocol=4)
except pickle.PicklingError as error:
    print(error)
buffers[0].release()
try:
    buffers[0].raw()
except ValueError as error:
    print(error)
try:
    pickle.PickleBuffer("text")
except TypeError as error:
    print(error)


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_result, 5)
    task = asyncio.create_task(asyncio.sleep(0, "slept"))
    return await future, await task, _asyncio._get_running_loop() is loop


print(asyncio.run(main()))
