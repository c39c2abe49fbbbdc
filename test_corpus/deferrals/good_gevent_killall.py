"""After `killall` none is left."""
import gevent


def race(pool, probe, hosts):
    sock = pool.checkout()
    jobs = [gevent.spawn(probe, sock, host) for host in hosts]
    gevent.wait(jobs, timeout=1)
    gevent.killall(jobs)
    pool.checkin(sock)
