"""One of the two fails, `gather` raises, and the other goes on with a connection that went back."""
# select: ALL

import asyncio

from app.jobs import audit, refresh


async def copy(pool):
    async with pool.acquire() as conn:  # step: acquired, released
        await asyncio.gather(refresh(conn), audit(conn))  # error: [POOL404]  # step: deferred
