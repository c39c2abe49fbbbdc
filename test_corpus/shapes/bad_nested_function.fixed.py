"""The nested function is called after the release: it still names the writer."""


def write_all(pool, rows):
    writer = pool.acquire()  # step: acquired

    def flush():
        writer.write(rows)
        writer.flush()

    try:
        flush()
    finally:
        pool.release(writer)  # error: [POOL102] # step: released
