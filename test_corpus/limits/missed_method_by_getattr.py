"""The release is looked up by its name at run time, so that nothing says it is one."""
# runtime: given how = "putconn"


def close(pool, how):
    conn = pool.getconn()
    getattr(pool, how)(conn)  # missed: [POOL101]
    conn.ping()
