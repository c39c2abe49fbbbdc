"""It is awaited."""
import oracledb


async def ping(dsn):
    pool = oracledb.create_pool_async(dsn=dsn)
    connection = await pool.acquire()
    await connection.ping()
    await pool.release(connection)
