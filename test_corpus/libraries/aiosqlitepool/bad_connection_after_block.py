"""The caller gets a connection that is another one's."""
from aiosqlitepool import SQLiteConnectionPool


async def prepared(pool: SQLiteConnectionPool):
    async with pool.connection() as conn:  # step: acquired, released
        await conn.execute("pragma foreign_keys = on")
    return conn  # error: [POOL105] # step: escaped
