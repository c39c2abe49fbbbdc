"""The task inserts when the transaction is over."""
import asyncio

from tortoise.transactions import in_transaction


async def order(row):
    async with in_transaction() as connection:  # step: acquired, released
        job = asyncio.create_task(connection.execute_query(row))  # error: [POOL104] # step: deferred
        await job
