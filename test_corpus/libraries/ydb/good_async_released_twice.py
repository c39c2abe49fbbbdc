"""The `finally` alone releases."""
import ydb.aio


async def count(sessions: ydb.aio.QuerySessionPool, query):
    session = await sessions.acquire()
    try:
        await session.execute(query)
    finally:
        await sessions.release(session)
