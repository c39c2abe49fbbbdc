"""The port goes back when the nursery has waited for the listener."""
import trio


async def serve(pool, listen, stop):
    port = await pool.acquire()
    async with trio.open_nursery() as nursery:
        await nursery.start(listen, port)
        await stop.wait()
        nursery.cancel_scope.cancel()
    await pool.release(port)
