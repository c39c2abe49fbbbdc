"""The helper gives the connection back, and its caller commits afterwards."""


def give_back(pool, conn):
    if conn.in_transaction():
        conn.reset()
    pool.putconn(conn)


def export(pool, rows):
    conn = pool.getconn()  # step: acquired
    conn.insert_all(rows)
    conn.commit()  # step: used
    give_back(pool, conn)  # error: [POOL101] # step: released
