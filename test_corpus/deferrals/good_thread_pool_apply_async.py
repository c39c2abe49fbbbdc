"""Closed and joined, the workers have finished."""
from multiprocessing.pool import ThreadPool


def scan(pool, probe, host):
    sock = pool.checkout()
    workers = ThreadPool(2)
    workers.apply_async(probe, (), {"sock": sock, "host": host})
    workers.close()
    workers.join()
    pool.checkin(sock)
