"""The app has made a task of the coroutine; the release does not wait for it."""
from sanic import Sanic


async def order(request, app: Sanic, pool, mail):
    session = await pool.acquire()  # step: acquired
    task = app.add_task(mail(session))  # step: deferred
    try:
        await task
    finally:
        await pool.release(session)  # error: [POOL104] # step: released
