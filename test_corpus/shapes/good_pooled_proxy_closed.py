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
