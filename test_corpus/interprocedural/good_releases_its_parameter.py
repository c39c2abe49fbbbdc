"""The caller commits before it calls the helper that gives the connection back."""


def give_back(pool, conn):
    if conn.in_transaction():
        conn.reset()
    pool.putconn(conn)


def export(pool, rows):
    conn = pool.getconn()
    conn.insert_all(rows)
    conn.commit()
    give_back(pool, conn)
