"""The scheduled task is pickled."""
from huey import RedisHuey

huey = RedisHuey()


@huey.task()
def archive(record):
    record.archive()


def close(pool, order):
    record = pool.acquire()
    record.fill(order)
    archive.schedule(args=(record,), delay=60)
    pool.release(record)
