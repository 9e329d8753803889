# A signal that arrives in a system call runs its handler, whichever it is; asyncio hears of it through the wake-up descriptor.
import asyncio
import os
import signal

signal.signal(signal.SIGUSR1, lambda number, frame: print("handler", number == signal.SIGUSR1))
os.kill(os.getpid(), signal.SIGUSR1)
print("after")

loop = asyncio.new_event_loop()
loop.add_signal_handler(signal.SIGINT, lambda: (print("loop"), loop.stop()))
loop.call_soon(os.kill, os.getpid(), signal.SIGINT)
loop.run_forever()
loop.close()
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
