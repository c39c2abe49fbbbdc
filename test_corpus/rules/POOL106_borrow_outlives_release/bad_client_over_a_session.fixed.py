"""What is made of a session, by its name an object, and is waited for after the session's end, needs it."""
# select: ALL

from aiohttp import ClientSession
from tiles import Client


async def report(email, password):
    async with ClientSession() as session:  # step: acquired, released
        client = Client(email, password, session)  # step: borrowed
        await client.login()  # error: [POOL106] # step: used
    return client.name


async def names(pool, queries):
    async with pool.acquire() as conn:  # step: acquired, released
        repository = queries.Repository(conn)  # step: borrowed
        return await repository.users.names()  # error: [POOL106] # step: used
