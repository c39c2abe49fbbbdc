"""The attribute gets a connection of its own before it is used."""
# runtime: skip which methods are called, in which order, is not written here


class Bot:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None

    async def start(self):
        async with self.pool.acquire() as self.conn:
            await self.conn.execute("insert into starts values (now())")
        self.conn = await self.pool.acquire()

    async def on_message(self, text):
        await self.conn.execute("insert into messages values ($1)", text)
