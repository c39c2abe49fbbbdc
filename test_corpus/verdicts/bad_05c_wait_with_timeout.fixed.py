"""`wait` with a timeout returns what is done; the rest goes on after the release."""
import asyncio


async def collect(pool, fetch, limit):
    conn = await pool.acquire()  # step: acquired
    task = asyncio.create_task(fetch(conn))
    done, pending = await asyncio.wait({task}, timeout=limit)
    await asyncio.wait([task])
    await pool.release(conn)  # error: [POOL104] # step: released
    return done
