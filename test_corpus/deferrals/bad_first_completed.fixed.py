"""When the first of the two is done, the other one still reads."""
import asyncio


async def read(pool, work):
    conn = await pool.acquire()  # step: acquired
    try:
        first = asyncio.create_task(work(conn))  # step: deferred
        try:
            second = asyncio.create_task(work(conn))
            try:
                await asyncio.wait([first, second], return_when=asyncio.FIRST_COMPLETED)
            finally:
                await asyncio.gather(second, return_exceptions=True)
        finally:
            await asyncio.gather(first, return_exceptions=True)
    finally:
        await pool.release(conn)  # error: [POOL104] # step: released
