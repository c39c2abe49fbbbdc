"""The helper that releases is an `async def`, and its call was not awaited."""


async def give_back(pool, client):
    await client.reset()
    await pool.release(client)


async def talk(pool, text):
    client = await pool.acquire()  # step: acquired
    await client.send(text)
    await give_back(pool, client)  # error: [POOL202] # step: released
