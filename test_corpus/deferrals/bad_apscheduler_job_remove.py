"""The job has the connection among its arguments and is still due."""
def watch(pool, scheduler, ping, work):
    conn = pool.getconn()  # step: acquired
    scheduler.add_job(ping, "interval", args=[conn], seconds=10)  # step: deferred
    work()
    pool.putconn(conn)  # error: [POOL104] # step: released
