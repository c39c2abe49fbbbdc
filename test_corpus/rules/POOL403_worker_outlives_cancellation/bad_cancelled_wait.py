"""A cancellation ends the wait, not the thread, and the block gives the connection back."""
# select: ALL

import asyncio


async def export(pool, render):
    async with pool.acquire() as conn:  # step: acquired, released
        await asyncio.to_thread(render, conn)  # error: [POOL403] "while a thread still holds it"  # step: deferred
