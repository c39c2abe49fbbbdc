"""Without a broker the same function runs in a thread, on the very record."""
import threading

from celery import shared_task


@shared_task
def archive(record):
    record.archive()  # step: used


def close(pool, order):
    record = pool.acquire()  # step: acquired
    record.fill(order)
    thread = threading.Thread(target=archive, args=(record,))
    thread.start()  # step: deferred
    thread.join()
    pool.release(record)  # error: [POOL104] # step: released
