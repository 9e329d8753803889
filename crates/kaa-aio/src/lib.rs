//! The event loop, futures, tasks, timers and sockets for asyncio.
