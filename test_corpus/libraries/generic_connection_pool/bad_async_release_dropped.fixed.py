"""The coroutine that gives the connection back is thrown away."""
from generic_connection_pool.asyncio import ConnectionPool


async def send(connections: ConnectionPool, endpoint, data):
    conn = await connections.acquire(endpoint)  # step: acquired
    await conn.write(data)
    await connections.release(conn, endpoint)  # error: [POOL202] # step: released
