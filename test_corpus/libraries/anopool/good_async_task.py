"""The task ends inside the block."""
import asyncio

import anopool


async def drive(engines: anopool.AsyncPool, way):
    async with engines.acquire() as engine:
        job = asyncio.create_task(engine.run(way))
        await job
