"""`wait` without a timeout returns when all are done."""
import asyncio


async def collect(pool, fetch, limit):
    conn = await pool.acquire()
    task = asyncio.create_task(fetch(conn))
    done, pending = await asyncio.wait({task})
    await pool.release(conn)
    return done
