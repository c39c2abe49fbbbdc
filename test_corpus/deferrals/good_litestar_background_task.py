"""The task gets the pool."""
from litestar import Response
from litestar.background_tasks import BackgroundTask


async def show(pool, log, name):
    session = await pool.acquire()
    page = await session.load(name)
    await pool.release(session)
    return Response(page, background=BackgroundTask(log, pool, name))
