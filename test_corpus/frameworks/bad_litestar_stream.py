"""Litestar reads the content when it sends the response."""
from litestar.response import Stream


async def export(pool):
    async with pool.acquire() as conn:  # step: acquired, released

        async def lines():
            async for row in conn.cursor("select name from users"):  # step: used
                yield row

        return Stream(lines())  # error: [POOL102] "before a lazy value"  # step: deferred, escaped
