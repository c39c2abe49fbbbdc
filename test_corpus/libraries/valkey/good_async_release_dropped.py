"""It is awaited."""
import valkey.asyncio


async def ping(pool: valkey.asyncio.ConnectionPool):
    connection = await pool.get_connection("PING")
    await connection.send_command("PING")
    await pool.release(connection)
