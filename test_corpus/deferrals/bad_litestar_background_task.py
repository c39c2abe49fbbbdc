"""The response carries a task that logs to a session which went back."""
from litestar import Response
from litestar.background_tasks import BackgroundTask


async def show(pool, log, name):
    session = await pool.acquire()  # step: acquired
    page = await session.load(name)
    await pool.release(session)  # error: [POOL104] # step: released
    return Response(page, background=BackgroundTask(log, session, name))  # step: deferred
