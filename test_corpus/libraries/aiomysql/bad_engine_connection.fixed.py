"""The engine has its connection back when the second statement is sent."""
from aiomysql.sa import create_engine


async def move(settings, take, give):
    engine = await create_engine(**settings)
    conn = await engine.acquire()  # step: acquired
    await conn.execute(take)
    await conn.execute(give)  # step: used
    engine.release(conn)  # error: [POOL101] # step: released
