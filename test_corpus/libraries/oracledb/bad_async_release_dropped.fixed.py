"""The asynchronous pool's `release` is a coroutine."""
import oracledb


async def ping(dsn):
    pool = oracledb.create_pool_async(dsn=dsn)
    connection = await pool.acquire()  # step: acquired
    await connection.ping()
    await pool.release(connection)  # error: [POOL202] # step: released
