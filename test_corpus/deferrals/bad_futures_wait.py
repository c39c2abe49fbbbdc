"""The wait gives up after a second."""
from concurrent.futures import ThreadPoolExecutor, wait


def scan(pool, executor: ThreadPoolExecutor, probe, hosts):
    sock = pool.checkout()  # step: acquired
    jobs = [executor.submit(probe, sock, host) for host in hosts]
    wait(jobs, timeout=1)
    pool.checkin(sock)  # error: [POOL104] # step: released
