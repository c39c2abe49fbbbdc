"""The task ends within the transaction."""
import asyncio

from tortoise.transactions import in_transaction


async def order(row):
    async with in_transaction() as connection:
        job = asyncio.create_task(connection.execute_query(row))
        await job
