"""The job of the request goes on after the handler's session went back."""
from aiojobs.aiohttp import spawn


async def handler(request, pool, mail):
    session = await pool.acquire()  # step: acquired
    task = await spawn(request, mail(session))  # step: deferred
    try:
        await task
    finally:
        await pool.release(session)  # error: [POOL104] # step: released
