"""Another job is removed; this one goes on in its thread."""
from apscheduler.schedulers.background import BackgroundScheduler


def watch(pool, scheduler: BackgroundScheduler, work):
    conn = pool.getconn()  # step: acquired
    scheduler.add_job(conn.ping, "interval", seconds=10, id="ping")  # step: deferred
    work()
    scheduler.remove_job("pong")
    pool.putconn(conn)  # error: [POOL104] # step: released
