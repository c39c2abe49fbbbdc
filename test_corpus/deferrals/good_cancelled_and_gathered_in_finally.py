"""The `finally` cancels what is left and waits for all: neither a list of tasks nor making a coroutine raises."""

import asyncio


async def up(session):
    await session.send("ping")


async def relay(pool, log):
    async def watch():
        await asyncio.sleep(10)

    session = await pool.acquire()
    try:
        tasks = [asyncio.create_task(up(session)), asyncio.create_task(watch())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    except Exception as error:
        log.warning("relay: %s", error)
    finally:
        await pool.release(session)
