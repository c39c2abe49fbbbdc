"""The release of the asynchronous pool is a coroutine."""
import valkey.asyncio


async def ping(pool: valkey.asyncio.ConnectionPool):
    connection = await pool.get_connection("PING")  # step: acquired
    await connection.send_command("PING")
    await pool.release(connection)  # error: [POOL202] # step: released
