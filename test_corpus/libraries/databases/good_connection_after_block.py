"""The value is fetched inside."""
from databases import Database


async def total(database: Database):
    async with database.connection() as connection:
        await connection.execute("refresh materialized view totals")
        return await connection.fetch_val("select * from totals")
