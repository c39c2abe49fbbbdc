"""With `return_exceptions` the wait raises nothing, so its handler gives nothing back."""
import asyncio


async def read(pool, work):
    async with pool.acquire() as conn:
        both = asyncio.gather(work(conn), work(conn), return_exceptions=True)
        try:
            await both
        except ValueError:
            await pool.release(conn)
