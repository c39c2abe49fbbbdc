"""A helper that may close the connection leaves it to this function, which gives it back further down."""
# select: ALL


class Node:
    def __init__(self, pool):
        self.pool = pool

    async def disconnect_if_needed(self, conn):
        if conn.should_reconnect():
            await conn.disconnect()

    async def execute(self, command):
        conn = await self.pool.acquire()  # error: [POOL302] # step: acquired
        try:
            await self.disconnect_if_needed(conn)  # step: left
            await conn.send(command)
            return await conn.read()
        finally:
            self.pool.release(conn)  # step: released
