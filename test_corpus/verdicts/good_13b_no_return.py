"""`abort` raises: nothing after it runs."""


def abort(code):
    raise SystemExit(code)


def view(pool, row):
    conn = pool.getconn()
    if not row:
        pool.putconn(conn)
        abort(404)
    conn.execute("update seen", row)
    pool.putconn(conn)
