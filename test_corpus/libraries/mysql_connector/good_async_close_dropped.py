"""It is awaited."""
from mysql.connector.aio.pooling import MySQLConnectionPool


async def ping(connections: MySQLConnectionPool):
    conn = await connections.get_connection()
    await conn.rollback()
    await conn.close()
