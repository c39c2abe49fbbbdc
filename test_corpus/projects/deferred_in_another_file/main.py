"""What a helper of another file does with the connection decides."""

from background import count, start


async def late(pool, out):
    async with pool.acquire() as conn:
        start(conn, out)  # error: [POOL104]


async def right(pool):
    async with pool.acquire() as conn:
        return await count(conn)
