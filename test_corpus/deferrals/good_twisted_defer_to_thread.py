"""The thread has answered."""
from twisted.internet.threads import deferToThread


async def digest(pool, hash_of, data):
    buf = pool.acquire()
    buf.fill(data)
    answer = await deferToThread(hash_of, buf)
    pool.release(buf)
    return answer
