"""`loop.create_task` starts the job, nothing waits for it."""


async def index(client, name):
    await client.index(name)


def schedule(pool, loop, name):
    client = pool.acquire()  # step: acquired
    loop.create_task(index(client, name))  # step: deferred
    pool.release(client)  # error: [POOL104] # step: released
