"""A message holds what was in the record."""
import dramatiq


@dramatiq.actor
def archive(record):
    record.archive()


def close(pool, order):
    record = pool.acquire()
    record.fill(order)
    archive.send(record)
    pool.release(record)
