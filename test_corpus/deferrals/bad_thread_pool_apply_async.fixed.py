"""The job is asked for after the release."""
from multiprocessing.pool import ThreadPool


def scan(pool, probe, host):
    sock = pool.checkout()  # step: acquired
    workers = ThreadPool(2)
    workers.apply_async(probe, (), {"sock": sock, "host": host})  # step: deferred
    try:
        workers.close()
        workers.join()
    finally:
        pool.checkin(sock)  # error: [POOL104] # step: released
