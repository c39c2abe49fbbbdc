"""The last use stands above; closed in a handler and given back below is the usual pair."""


def names(pool):
    conn = pool.get_connection()
    try:
        return str(conn.notices)
    finally:
        conn.close()


def mended(pool):
    conn = pool.get_connection()
    try:
        conn.ping()
    except ConnectionError:
        conn.close()
        raise
    pool.release(conn)


def flushed(pool):
    writer = pool.get()
    try:
        writer.write("end")
        writer.close()
    finally:
        pool.put(writer)


class ConnectionPool:
    def __init__(self, idle):
        self.idle = idle

    def get_connection(self, address):
        return self.idle[address].pop()

    def drop(self, conn):
        self.idle[conn.address].remove(conn)

    def first_healthy(self, address):
        conn = self.get_connection(address)
        if conn.is_stale:
            conn.close()
            self.drop(conn)
            return None
        return conn
