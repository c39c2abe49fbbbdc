"""The listener is taken off before the connection goes back, or has one that stays."""


class Announcements:
    def __init__(self, pool, channel):
        self.pool = pool
        self.channel = channel

    async def run(self, stop):
        async with self.pool.acquire() as conn:
            await conn.add_listener("announcements", self.on_notify)
            try:
                await stop.wait()
            finally:
                await conn.remove_listener("announcements", self.on_notify)

    async def start(self):
        self.conn = await self.pool.acquire()
        await self.conn.add_listener("announcements", self.on_notify)

    async def stop(self):
        await self.conn.remove_listener("announcements", self.on_notify)
        await self.pool.release(self.conn)

    def on_notify(self, conn, pid, name, payload):
        self.channel.send(payload)
