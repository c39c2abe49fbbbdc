"""The message is made of a record that went back."""
from celery import shared_task


@shared_task
def archive(text):
    print(text)


def close(pool, order):
    record = pool.acquire()  # step: acquired
    record.fill(order)
    archive.apply_async((record.dump(),), countdown=60)  # step: used
    pool.release(record)  # error: [POOL101] # step: released
