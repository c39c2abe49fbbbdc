"""The farewell is sent, then the awaited helper gives the client back."""


async def give_back(pool, client):
    await client.reset()
    await pool.release(client)


async def talk(pool, text):
    client = await pool.acquire()
    await client.send(text)
    await client.send("bye")
    await give_back(pool, client)
