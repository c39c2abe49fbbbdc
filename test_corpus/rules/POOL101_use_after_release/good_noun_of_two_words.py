"""The use stands before the release; a list of dirty ones takes nothing back."""


def named(manager, query):
    conn = manager.acquire_worker_connection()
    rows = conn.execute(query)
    manager.release_worker_connection(conn)
    return rows


def dirty(manager, query, report):
    conn = manager.acquire()
    report.list_dirty_connection(conn)
    rows = conn.execute(query)
    manager.return_dirty_connection(conn)
    return rows
