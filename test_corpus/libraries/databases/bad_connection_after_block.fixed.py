"""The task's connection was acquired for the block alone."""
from databases import Database


async def total(database: Database):
    async with database.connection() as connection:  # step: acquired, released
        await connection.execute("refresh materialized view totals")
        return await connection.fetch_val("select * from totals")  # error: [POOL101] # step: used
