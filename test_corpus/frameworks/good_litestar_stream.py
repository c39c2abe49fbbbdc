"""The generator takes the connection when it runs."""
from litestar.response import Stream


async def export(pool):
    async def lines():
        async with pool.acquire() as conn:
            async for row in conn.cursor("select name from users"):
                yield row

    return Stream(lines())
