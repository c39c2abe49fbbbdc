"""No job is left when the connection goes back."""
def watch(pool, scheduler, work):
    conn = pool.getconn()
    scheduler.add_job(conn.ping, "interval", seconds=10)
    scheduler.add_job(conn.vacuum, "cron", hour=3)
    work()
    scheduler.remove_all_jobs()
    pool.putconn(conn)
