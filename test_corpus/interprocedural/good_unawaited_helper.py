"""The helper that releases is awaited."""


async def give_back(pool, client):
    await client.reset()
    await pool.release(client)


async def talk(pool, text):
    client = await pool.acquire()
    await client.send(text)
    await give_back(pool, client)
