"""The greenlets are killed after they may have run on."""
import gevent


def race(pool, probe, hosts):
    sock = pool.checkout()  # step: acquired
    jobs = [gevent.spawn(probe, sock, host) for host in hosts]  # step: deferred
    gevent.wait(jobs, timeout=1)
    pool.checkin(sock)  # error: [POOL104] # step: released
