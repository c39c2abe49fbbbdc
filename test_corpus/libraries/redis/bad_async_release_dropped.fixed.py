"""The asynchronous pool's `release` is a coroutine; without `await` the connection stays in use."""
from redis.asyncio import ConnectionPool


async def ping(pool: ConnectionPool):
    connection = await pool.get_connection()  # step: acquired
    await connection.send_command("PING")
    await connection.read_response()
    await pool.release(connection)  # error: [POOL202] # step: released
