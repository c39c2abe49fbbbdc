"""`respond` comes back, and the rest runs on a connection that was put back."""


def respond(code):
    print("status", code)


def view(pool, row):
    conn = pool.getconn()  # step: acquired
    if not row:
        pool.putconn(conn)  # error: [POOL101] # step: released
        respond(404)
        row = {}
    conn.execute("update seen", row)  # step: used
    return conn.rowcount
