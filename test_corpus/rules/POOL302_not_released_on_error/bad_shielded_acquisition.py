"""Where the wait is cancelled the inner acquisition goes on, and its connection has no taker."""
# select: POOL302
import asyncio


async def checked_out(pool):
    inner = asyncio.ensure_future(pool.acquire())  # error: [POOL302]  # step: acquired
    return await asyncio.shield(inner)  # step: left
