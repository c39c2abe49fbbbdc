"""The message is made first, and sent a minute later."""
from celery import shared_task


@shared_task
def archive(text):
    print(text)


def close(pool, order):
    record = pool.acquire()
    record.fill(order)
    archive.apply_async((record.dump(),), countdown=60)
    pool.release(record)
