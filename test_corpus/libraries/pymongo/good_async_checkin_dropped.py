"""It is awaited."""
from pymongo.asynchronous.pool import Pool


async def give(sockets: Pool, conn):
    await conn.send_message(b"bye", 0)
    await sockets.checkin(conn)
