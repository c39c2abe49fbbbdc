"""It is waited for inside the block; or what it has to say was copied, and nothing is waited for."""
# select: ALL

from aiohttp import ClientSession
from tiles import Client


async def report(email, password):
    async with ClientSession() as session:
        client = Client(email, password, session)
        await client.login()
    return client.name


async def describe(pool, queries):
    async with pool.acquire() as conn:
        info = queries.Info(conn)
    return info.as_text()
