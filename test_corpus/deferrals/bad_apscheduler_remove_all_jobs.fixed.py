"""The jobs are removed one line too late."""
def watch(pool, scheduler, work):
    conn = pool.getconn()  # step: acquired
    scheduler.add_job(conn.ping, "interval", seconds=10)  # step: deferred
    scheduler.add_job(conn.vacuum, "cron", hour=3)
    work()
    try:
        scheduler.remove_all_jobs()
    finally:
        pool.putconn(conn)  # error: [POOL104] # step: released
