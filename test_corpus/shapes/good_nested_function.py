"""The nested function is called while the writer is held."""


def write_all(pool, rows):
    writer = pool.acquire()

    def flush():
        writer.write(rows)
        writer.flush()

    flush()
    pool.release(writer)
