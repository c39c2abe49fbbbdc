"""The list keeps a method of the connection; the loop calls it after the release."""


def run(pool):
    conn = pool.acquire()  # step: acquired
    hooks = []
    hooks.append(conn.flush)  # step: deferred
    try:
        for hook in hooks:
            hook()  # step: used
    finally:
        pool.release(conn)  # error: [POOL102] # step: released
