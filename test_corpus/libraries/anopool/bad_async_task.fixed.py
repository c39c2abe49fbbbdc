"""The task drives an engine that the block has given back."""
import asyncio

import anopool


async def drive(engines: anopool.AsyncPool, way):
    async with engines.acquire() as engine:  # step: acquired, released
        job = asyncio.create_task(engine.run(way))  # error: [POOL104] # step: deferred
        await job
