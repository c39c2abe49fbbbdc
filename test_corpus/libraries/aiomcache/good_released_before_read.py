"""`release` is a plain function here, and comes last."""
from aiomcache.pool import MemcachePool


async def get(servers: MemcachePool, key):
    conn = await servers.acquire()
    conn.writer.write(b"get " + key)
    line = await conn.reader.readline()
    servers.release(conn)
    return line
