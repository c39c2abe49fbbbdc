"""The task that the app gives is awaited."""
from sanic import Sanic


async def order(request, app: Sanic, pool, mail):
    session = await pool.acquire()
    sent = app.add_task(mail(session))
    await sent
    await pool.release(session)
