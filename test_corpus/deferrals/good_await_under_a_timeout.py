"""The timeout cancels the awaited task and the wait ends after it: nothing is left when the block ends."""
import asyncio


async def work_for_a_while(pool, work):
    async with pool.acquire() as conn:
        task = asyncio.create_task(work(conn))
        try:
            async with asyncio.timeout(3):
                await task
        except TimeoutError:
            return None
    return task
