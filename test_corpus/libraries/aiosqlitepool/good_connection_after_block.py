"""The caller's work is done inside."""
from aiosqlitepool import SQLiteConnectionPool


async def prepared(pool: SQLiteConnectionPool, work):
    async with pool.connection() as conn:
        await conn.execute("pragma foreign_keys = on")
        return await work(conn)
