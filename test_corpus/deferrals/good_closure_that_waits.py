"""The closure awaits the task that it captures."""
import asyncio


async def read(pool, work):
    async with pool.acquire() as conn:
        task = asyncio.create_task(work(conn))

        async def settle():
            await task

        await settle()
