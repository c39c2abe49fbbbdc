"""The task starts at the next await, which gives the session away."""
from quart import Quart

app = Quart(__name__)


async def order(pool, mail):
    session = await pool.acquire()  # step: acquired
    app.add_background_task(mail, session)  # step: deferred
    await pool.release(session)  # error: [POOL104] # step: released
    return "ordered"
