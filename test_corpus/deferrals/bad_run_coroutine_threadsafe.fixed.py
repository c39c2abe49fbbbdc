"""The other loop has just been asked to run the query."""
import asyncio


async def query(conn, text):
    return await conn.fetch(text)


def ask(pool, loop, text):
    conn = pool.acquire()  # step: acquired
    job = asyncio.run_coroutine_threadsafe(query(conn, text), loop)
    try:
        return job.result()
    finally:
        pool.release(conn)  # error: [POOL104] # step: released
