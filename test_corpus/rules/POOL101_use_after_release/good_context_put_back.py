"""The handlers run before; and a job that a pool of workers gets is still ours to wait for."""
# runtime: plain pool


def leave(context_pool, context, handlers):
    for handler in handlers:
        handler(context)
    context_pool.put(context)


def submit(pool, job):
    pool.put(job)
    job.wait()


def keep(connection_pool, key, conn):
    connection_pool.put(key, conn)
    return conn
