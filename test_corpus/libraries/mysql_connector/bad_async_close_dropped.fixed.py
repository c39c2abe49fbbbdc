"""`close` is a coroutine in the asynchronous package: the connection stays out."""
from mysql.connector.aio.pooling import MySQLConnectionPool


async def ping(connections: MySQLConnectionPool):
    conn = await connections.get_connection()  # step: acquired
    await conn.rollback()
    await conn.close()  # error: [POOL202] # step: released
