"""It is awaited."""
from generic_connection_pool.asyncio import ConnectionPool


async def send(connections: ConnectionPool, endpoint, data):
    conn = await connections.acquire(endpoint)
    await conn.write(data)
    await connections.release(conn, endpoint)
