"""A stream response is written inside the block."""
from aiohttp import web


async def export(request):
    async with request.app["pool"].acquire() as conn:
        response = web.StreamResponse()
        await response.prepare(request)
        async for row in conn.cursor("select name from users"):
            await response.write(row)
        return response
