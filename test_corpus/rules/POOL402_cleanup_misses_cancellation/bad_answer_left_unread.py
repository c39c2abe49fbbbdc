"""A cancellation between the request and its answer leaves the answer for the next one."""
# select: POOL402


class Client:
    def __init__(self, connection_pool):
        self.connection_pool = connection_pool

    async def execute(self, *args):
        connection = self.connection_pool.get_connection()  # step: acquired
        try:
            await connection.send_command(*args)
            return await connection.read_response()  # step: left
        finally:
            self.connection_pool.release(connection)  # error: [POOL402]  # step: released
