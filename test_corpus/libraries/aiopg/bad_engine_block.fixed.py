"""The block has given the connection back to the engine."""
import aiopg.sa


async def total(dsn, query):
    engine = await aiopg.sa.create_engine(dsn)
    async with engine.acquire() as conn:  # step: acquired, released
        await conn.execute("set search_path to app")
        return await conn.scalar(query)  # error: [POOL101] # step: used
