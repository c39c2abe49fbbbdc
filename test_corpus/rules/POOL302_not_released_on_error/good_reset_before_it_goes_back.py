"""The reset of an object in memory only empties it."""
# select: ALL


def ingest(appender_pool, wal, samples):
    appender = appender_pool.acquire()
    try:
        wal.log(appender.take(samples))
    finally:
        appender.reset()
        appender_pool.release(appender)
