"""The wait has no limit."""
from concurrent.futures import ThreadPoolExecutor, wait


def scan(pool, executor: ThreadPoolExecutor, probe, hosts):
    sock = pool.checkout()
    jobs = [executor.submit(probe, sock, host) for host in hosts]
    wait(jobs)
    pool.checkin(sock)
