"""The loop runs the job to its end before the release."""


async def index(client, name):
    await client.index(name)


def schedule(pool, loop, name):
    client = pool.acquire()
    loop.run_until_complete(index(client, name))
    pool.release(client)
