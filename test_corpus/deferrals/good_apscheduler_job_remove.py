"""The job is removed."""
def watch(pool, scheduler, ping, work):
    conn = pool.getconn()
    job = scheduler.add_job(ping, "interval", args=[conn], seconds=10)
    work()
    job.remove()
    pool.putconn(conn)
