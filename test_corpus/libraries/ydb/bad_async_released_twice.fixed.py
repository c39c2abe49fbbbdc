"""The queue gets the session twice: two callers own it."""
import ydb.aio


async def count(sessions: ydb.aio.QuerySessionPool, query):
    session = await sessions.acquire()  # step: acquired
    try:
        await session.execute(query)
    finally:
        await sessions.release(session)  # error: [POOL201] # step: released
