"""The job is closed first."""
from aiojobs.aiohttp import spawn


async def handler(request, pool, mail):
    session = await pool.acquire()
    job = await spawn(request, mail(session))
    await job.close()
    await pool.release(session)
