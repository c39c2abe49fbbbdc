"""The job's arguments become JSON."""
import procrastinate

app = procrastinate.App()


@app.task
def archive(record):
    record.archive()


def close(pool, order):
    record = pool.acquire()
    record.fill(order)
    archive.defer(record=record)
    pool.release(record)
