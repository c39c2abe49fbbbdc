"""The job pings every ten seconds, on whatever the connection is by then."""
import schedule


def watch(pool, work):
    conn = pool.getconn()  # step: acquired
    schedule.every(10).seconds.do(conn.ping)  # step: deferred
    work(schedule.run_pending)
    pool.putconn(conn)  # error: [POOL102] # step: released
