"""The listener stands on a connection that goes back at once: notifications reach the next one, or nobody."""


class Announcements:
    def __init__(self, pool, channel):
        self.pool = pool
        self.channel = channel

    async def start(self):
        async with self.pool.acquire() as conn:  # step: acquired, released
            await conn.execute("set application_name to 'announcer'")
            await conn.add_listener("announcements", self.on_notify)  # error: [POOL102]  # step: deferred

    def on_notify(self, conn, pid, name, payload):
        self.channel.send(payload)
