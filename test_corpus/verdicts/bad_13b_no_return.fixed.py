"""`respond` comes back, and the rest runs on a connection that was put back."""


def respond(code):
    print("status", code)


def view(pool, row):
    conn = pool.getconn()  # step: acquired
    try:
        if not row:
            respond(404)
            row = {}
        conn.execute("update seen", row)  # step: used
        return conn.rowcount
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
