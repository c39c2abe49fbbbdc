"""What is given back has a name of two words, or one that says how it is."""


def named(manager, query):
    conn = manager.acquire_worker_connection()  # step: acquired
    manager.release_worker_connection(conn)  # error: [POOL101]  # step: released
    return conn.execute(query)  # step: used


def dirty(manager, query):
    conn = manager.acquire()  # step: acquired
    manager.return_dirty_connection(conn)  # error: [POOL101]  # step: released
    return conn.execute(query)  # step: used
