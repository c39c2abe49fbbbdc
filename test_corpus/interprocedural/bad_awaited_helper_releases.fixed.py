"""The awaited helper gives the client back, and the farewell is sent on it."""


async def give_back(pool, client):
    await client.reset()
    await pool.release(client)


async def talk(pool, text):
    client = await pool.acquire()  # step: acquired
    await client.send(text)
    await client.send("bye")  # step: used
    await give_back(pool, client)  # error: [POOL101] # step: released
