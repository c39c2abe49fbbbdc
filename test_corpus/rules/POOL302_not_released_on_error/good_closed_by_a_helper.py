"""Here every way from the acquisition gives the connection back, or closes it where nothing else follows."""
# select: ALL


class Node:
    def __init__(self, pool):
        self.pool = pool

    async def execute(self, command):
        conn = await self.pool.acquire()
        try:
            await conn.send(command)
            result = await conn.read()
        except BaseException:
            await conn.disconnect()
            raise
        self.pool.release(conn)
        return result
