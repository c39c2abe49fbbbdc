"""The asynchronous pool's `release` is awaited."""
# runtime: skip needs a server
from redis.asyncio import ConnectionPool


async def ping(pool: ConnectionPool):
    connection = await pool.get_connection()
    await connection.send_command("PING")
    await connection.read_response()
    await pool.release(connection)
