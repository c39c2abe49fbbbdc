"""Both statements come before the release, which need not be awaited."""
from aiomysql.sa import create_engine


async def move(settings, take, give):
    engine = await create_engine(**settings)
    conn = await engine.acquire()
    await conn.execute(take)
    await conn.execute(give)
    engine.release(conn)
