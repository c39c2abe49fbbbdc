"""Version 2 appends a connection that is released twice: two owners."""
import aioredis


async def ping(url):
    pool = aioredis.ConnectionPool.from_url(url)
    connection = await pool.get_connection("PING")  # step: acquired
    try:
        await connection.send_command("PING")
    finally:
        await pool.release(connection)  # error: [POOL201] # step: released
