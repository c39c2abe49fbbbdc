"""The job is removed by its id."""
from apscheduler.schedulers.background import BackgroundScheduler


def watch(pool, scheduler: BackgroundScheduler, work):
    conn = pool.getconn()
    scheduler.add_job(conn.ping, "interval", seconds=10, id="ping")
    work()
    scheduler.remove_job("ping")
    pool.putconn(conn)
