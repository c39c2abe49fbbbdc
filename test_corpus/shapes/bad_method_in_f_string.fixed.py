"""The f-string calls a method of the released connection."""


def close(pool, log):
    conn = pool.getconn()  # step: acquired
    conn.ping()
    log.info(f"returned after {conn.count_queries()} queries")  # step: used
    pool.putconn(conn)  # error: [POOL101] # step: released
