"""The Deferred of the thread is awaited after the release."""
from twisted.internet.threads import deferToThread


async def digest(pool, hash_of, data):
    buf = pool.acquire()  # step: acquired
    buf.fill(data)
    answer = deferToThread(hash_of, buf)  # step: deferred
    try:
        return await answer
    finally:
        pool.release(buf)  # error: [POOL104] # step: released
