"""The message holds what the record said."""
from celery import shared_task


@shared_task
def archive(record):
    record.archive()


def close(pool, order):
    record = pool.acquire()
    record.fill(order)
    archive.delay(record)
    pool.release(record)
