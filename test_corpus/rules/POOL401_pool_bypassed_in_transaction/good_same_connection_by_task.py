"""`databases` gives all statements of a task one connection: those on the database are in the transaction."""
# select: ALL

from databases import Database

database = Database("postgresql://db")


async def pay(account, amount):
    async with database.connection() as conn:
        async with conn.transaction():
            await conn.execute("update accounts set sum = sum - :sum", {"sum": amount})
            await database.execute("insert into log values (:id)", {"id": account})
