"""Without a broker the same function runs in a thread, on the very record."""
import threading

from celery import shared_task


@shared_task
def archive(record):
    record.archive()  # step: used


def close(pool, order):
    record = pool.acquire()  # step: acquired
    record.fill(order)
    threading.Thread(target=archive, args=(record,)).start()  # step: deferred
    pool.release(record)  # error: [POOL104] # step: released
