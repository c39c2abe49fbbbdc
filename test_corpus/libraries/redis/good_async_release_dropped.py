"""The asynchronous pool's `release` is awaited."""
from redis.asyncio import ConnectionPool


async def ping(pool: ConnectionPool):
    connection = await pool.get_connection()
    await connection.send_command("PING")
    await connection.read_response()
    await pool.release(connection)
