"""The closure looks at the task and does not wait for it."""
import asyncio


async def read(pool, work):
    async with pool.acquire() as conn:  # step: acquired, released
        task = asyncio.create_task(work(conn))  # error: [POOL104] # step: deferred
        try:

            async def settle():
                await asyncio.sleep(0)
                print(task)

            await settle()
        finally:
            await asyncio.wait([task])
