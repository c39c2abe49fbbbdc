"""What is given back has a name of two words, or one that says how it is."""


def named(manager, query):
    conn = manager.acquire_worker_connection()  # step: acquired
    try:
        return conn.execute(query)  # step: used
    finally:
        manager.release_worker_connection(conn)  # error: [POOL101]  # step: released


def dirty(manager, query):
    conn = manager.acquire()  # step: acquired
    try:
        return conn.execute(query)  # step: used
    finally:
        manager.return_dirty_connection(conn)  # error: [POOL101]  # step: released
