"""What is interrupted is disconnected before it goes back; a request without an answer leaves none."""
# select: POOL402


class Client:
    def __init__(self, connection_pool):
        self.connection_pool = connection_pool

    async def execute(self, *args):
        connection = self.connection_pool.get_connection()
        try:
            await connection.send_command(*args)
            return await connection.read_response()
        except BaseException:
            connection.disconnect()
            raise
        finally:
            self.connection_pool.release(connection)

    async def tell(self, *args):
        connection = self.connection_pool.get_connection()
        try:
            await connection.send_command(*args)
        finally:
            self.connection_pool.release(connection)
