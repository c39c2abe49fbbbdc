"""The same with the asynchronous client."""
# select: ALL

from pymongo import AsyncMongoClient

client = AsyncMongoClient()


async def overdue():
    async with client.start_session() as session:  # step: acquired, released
        cursor = client.billing.invoices.find({"state": "overdue"}, session=session)  # step: borrowed
        return await cursor.to_list()  # error: [POOL106] # step: used
