"""The result of the other loop is waited for."""
import asyncio


async def query(conn, text):
    return await conn.fetch(text)


def ask(pool, loop, text):
    conn = pool.acquire()
    job = asyncio.run_coroutine_threadsafe(query(conn, text), loop)
    rows = job.result()
    pool.release(conn)
    return rows
