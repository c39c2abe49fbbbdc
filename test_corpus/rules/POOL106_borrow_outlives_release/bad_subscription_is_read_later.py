"""A channel reads from the connection that it was subscribed on."""
# select: ALL

import asyncio


async def read(channel, handle):
    while await channel.wait_message():
        await handle(await channel.get())


async def subscribe(pool, name, handle):
    async with pool.acquire() as conn:  # step: acquired, released
        channel = await conn.subscribe(name)  # step: borrowed
        return asyncio.ensure_future(read(channel, handle))  # error: [POOL106]
