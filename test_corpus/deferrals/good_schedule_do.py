"""The job is cancelled when the work is done."""
import schedule


def watch(pool, work):
    conn = pool.getconn()
    job = schedule.every(10).seconds.do(conn.ping)
    work(schedule.run_pending)
    schedule.cancel_job(job)
    pool.putconn(conn)
