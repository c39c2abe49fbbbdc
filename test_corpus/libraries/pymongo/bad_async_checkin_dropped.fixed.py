"""`checkin` is a coroutine in the asynchronous driver."""
from pymongo.asynchronous.pool import Pool


async def give(sockets: Pool, conn):
    await conn.send_message(b"bye", 0)
    await sockets.checkin(conn)  # error: [POOL202] # step: released
