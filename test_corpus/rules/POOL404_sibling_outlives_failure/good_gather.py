"""With `return_exceptions` the wait ends when both have ended."""
# select: ALL

import asyncio

from app.jobs import audit, refresh


async def copy(pool):
    async with pool.acquire() as conn:
        await asyncio.gather(refresh(conn), audit(conn), return_exceptions=True)
