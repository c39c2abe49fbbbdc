"""The generator takes a connection of its own."""
from litestar.response import ServerSentEvent


async def ticks(pool, count):
    async with pool.acquire() as conn:
        for number in range(count):
            yield str(await conn.fetchval("select now() + $1", number))


async def stream(pool):
    async with pool.acquire() as conn:
        count = await conn.fetchval("select ticks from settings")
    return ServerSentEvent(ticks(pool, count))
