"""The `finally` cancels what is left, but nobody waits until the tasks have ended."""

import asyncio


async def up(session):
    await session.send("ping")  # step: used


async def relay(pool, log):
    async def watch():
        await asyncio.sleep(10)

    session = await pool.acquire()  # step: acquired
    try:
        tasks = [asyncio.create_task(up(session)), asyncio.create_task(watch())]  # step: deferred
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
    except Exception as error:
        log.warning("relay: %s", error)
    finally:
        await pool.release(session)  # error: [POOL104] # step: released
