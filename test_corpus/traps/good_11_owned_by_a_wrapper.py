"""A closed connection is released and refused; a good one passes to the wrapper that is returned."""


class Wrapped:
    def __init__(self, conn, pool):
        self.conn = conn
        self.pool = pool


async def get(pool):
    conn = await pool.acquire()
    if conn.closed:
        await pool.release(conn)
        raise ConnectionError("pool gave a closed connection")
    return Wrapped(conn, pool)
