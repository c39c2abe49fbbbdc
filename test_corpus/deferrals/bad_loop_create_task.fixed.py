"""`loop.create_task` starts the job, nothing waits for it."""


async def index(client, name):
    await client.index(name)


def schedule(pool, loop, name):
    client = pool.acquire()  # step: acquired
    task = loop.create_task(index(client, name))  # step: deferred
    task.add_done_callback(lambda _: pool.release(client))  # error: [POOL104] # step: released
