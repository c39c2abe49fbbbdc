"""A timer runs the function in this process, a minute later."""
from threading import Timer

from huey import RedisHuey

huey = RedisHuey()


@huey.task()
def archive(record):
    record.archive()


def close(pool, order):
    record = pool.acquire()  # step: acquired
    record.fill(order)
    thread = Timer(60, archive.call_local, args=(record,))
    thread.start()  # step: deferred
    thread.join()
    pool.release(record)  # error: [POOL104] # step: released
