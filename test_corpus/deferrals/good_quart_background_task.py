"""The task takes its own session."""
from quart import Quart

app = Quart(__name__)


async def order(pool, mail):
    session = await pool.acquire()
    await session.store("order")
    app.add_background_task(mail, pool)
    await pool.release(session)
    return "ordered"
