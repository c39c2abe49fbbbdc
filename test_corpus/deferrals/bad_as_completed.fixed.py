"""The loop stops at the first answer, the other mirrors go on with the lease."""
import asyncio


async def race(pool, ask, mirrors):
    lease = await pool.acquire()  # step: acquired
    tasks = [asyncio.create_task(ask(lease, mirror)) for mirror in mirrors]
    answers = []
    for done in asyncio.as_completed(tasks):
        answers.append(await done)
        break
    await asyncio.gather(*tasks, return_exceptions=True)
    await pool.release(lease)  # error: [POOL104] # step: released
    return answers
