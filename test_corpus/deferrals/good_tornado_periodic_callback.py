"""It is stopped."""
from tornado.ioloop import PeriodicCallback


async def serve(pool, run):
    session = pool.acquire()
    beat = PeriodicCallback(session.beat, 1000)
    beat.start()
    await run()
    beat.stop()
    pool.release(session)
