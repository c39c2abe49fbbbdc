"""The events are made when the response is sent, by a generator whose connection has gone back."""
from litestar.response import ServerSentEvent


async def ticks(conn, count):
    for number in range(count):
        yield str(await conn.fetchval("select now() + $1", number))  # step: used


async def stream(pool):
    async with pool.acquire() as conn:  # step: acquired, released
        count = await conn.fetchval("select ticks from settings")
        return ServerSentEvent(ticks(conn, count))  # error: [POOL102]  # step: deferred, escaped
