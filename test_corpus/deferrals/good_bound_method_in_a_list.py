"""The hooks are called while the connection is held."""


def run(pool):
    conn = pool.acquire()
    hooks = []
    hooks.append(conn.flush)
    for hook in hooks:
        hook()
    pool.release(conn)
