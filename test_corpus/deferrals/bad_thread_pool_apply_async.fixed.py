"""The job is asked for after the release."""
from multiprocessing.pool import ThreadPool


def scan(pool, probe, host):
    sock = pool.checkout()  # step: acquired
    workers = ThreadPool(2)
    workers.apply_async(probe, (), {"sock": sock, "host": host})  # step: deferred
    workers.close()
    workers.join()
    pool.checkin(sock)  # error: [POOL104] # step: released
