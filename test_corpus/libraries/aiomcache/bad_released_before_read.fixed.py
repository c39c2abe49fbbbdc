"""The answer is read from a connection that another one asks on."""
from aiomcache.pool import MemcachePool


async def get(servers: MemcachePool, key):
    conn = await servers.acquire()  # step: acquired
    conn.writer.write(b"get " + key)
    try:
        return await conn.reader.readline()  # step: used
    finally:
        servers.release(conn)  # error: [POOL101] # step: released
