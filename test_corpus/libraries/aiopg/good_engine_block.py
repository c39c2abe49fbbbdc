"""The query runs inside the block."""
import aiopg.sa


async def total(dsn, query):
    engine = await aiopg.sa.create_engine(dsn)
    async with engine.acquire() as conn:
        await conn.execute("set search_path to app")
        return await conn.scalar(query)
