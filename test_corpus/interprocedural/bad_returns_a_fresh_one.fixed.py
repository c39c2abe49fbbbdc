"""What the helper returns is out of the pool: it goes back, and is used once more."""


def take(pool):
    conn = pool.getconn()
    conn.ping()
    return conn


def main(pool, query):
    conn = take(pool)  # step: acquired
    try:
        return conn.fetch(query)  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
