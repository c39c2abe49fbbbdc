"""The caller gets a copy; and what a function called after releasing does is its body's affair."""

_buffers = []


def get_buffer():
    return _buffers.pop() if _buffers else bytearray()


def put_buffer(buf):
    buf.clear()
    _buffers.append(buf)


def encode(record):
    buf = get_buffer()
    try:
        record.dump(buf)
        return bytes(buf)
    finally:
        put_buffer(buf)


def get_connection(connect):
    return connect()


def release_connection(conn):
    conn.close()


def query(connect, sql):
    conn = get_connection(connect)
    try:
        return conn.execute(sql)
    except ValueError:
        release_connection(conn)
        raise
    finally:
        release_connection(conn)
