"""The channel is read within the block."""
# select: ALL


async def read(channel, handle):
    while await channel.wait_message():
        await handle(await channel.get())


async def subscribe(pool, name, handle):
    async with pool.acquire() as conn:
        channel = await conn.subscribe(name)
        await read(channel, handle)
