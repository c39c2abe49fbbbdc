"""The loop takes every answer."""
import asyncio


async def race(pool, ask, mirrors):
    lease = await pool.acquire()
    tasks = [asyncio.create_task(ask(lease, mirror)) for mirror in mirrors]
    answers = []
    for done in asyncio.as_completed(tasks):
        answers.append(await done)
    await pool.release(lease)
    return answers
