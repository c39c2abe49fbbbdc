"""The `finally` releases alone."""
import aioredis


async def ping(url):
    pool = aioredis.ConnectionPool.from_url(url)
    connection = await pool.get_connection("PING")
    try:
        await connection.send_command("PING")
    finally:
        await pool.release(connection)
