"""`start` returns when the listener says that it listens, and the listener goes on."""
import trio


async def serve(pool, listen, stop):
    port = await pool.acquire()  # step: acquired
    try:
        async with trio.open_nursery() as nursery:
            await nursery.start(listen, port)  # step: deferred
            await stop.wait()
    finally:
        await pool.release(port)  # error: [POOL104] # step: released
