"""The request carries the connection while the block is open; the handler runs inside it."""


async def middleware(request, handler, pool):
    async with pool.acquire() as conn:
        request["conn"] = conn
        return await handler(request)
