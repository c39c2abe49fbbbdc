"""Nothing but a block that is over binds the attribute: in the other method it is always too late."""
# runtime: skip which methods are called, in which order, is not written here


class Bot:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None

    async def start(self):
        async with self.pool.acquire() as self.conn:  # step: released
            await self.conn.execute("insert into starts values (now())")

    async def on_message(self, text):
        await self.conn.execute("insert into messages values ($1)", text)  # error: [POOL101] # step: used
