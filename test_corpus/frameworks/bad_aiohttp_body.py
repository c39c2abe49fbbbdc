"""The body is read when the response is sent, behind the handler and the end of its block."""
from aiohttp import web


async def export(request):
    async with request.app["pool"].acquire() as conn:  # step: acquired, released

        async def lines():
            async for row in conn.cursor("select name from users"):  # step: used
                yield row

        return web.Response(body=lines())  # error: [POOL102] "before a lazy value"  # step: deferred, escaped
