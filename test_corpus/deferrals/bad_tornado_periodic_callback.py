"""The periodic callback is never stopped."""
from tornado.ioloop import PeriodicCallback


async def serve(pool, run):
    session = pool.acquire()  # step: acquired
    beat = PeriodicCallback(session.beat, 1000)
    beat.start()  # step: deferred
    await run()
    pool.release(session)  # error: [POOL102] # step: released
