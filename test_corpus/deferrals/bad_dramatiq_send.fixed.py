"""The actor's function in a thread works on the record itself."""
import threading

import dramatiq


@dramatiq.actor
def archive(record):
    record.archive()


def close(pool, order):
    record = pool.acquire()  # step: acquired
    record.fill(order)
    thread = threading.Thread(target=archive.fn, args=(record,))
    thread.start()  # step: deferred
    thread.join()
    pool.release(record)  # error: [POOL104] # step: released
