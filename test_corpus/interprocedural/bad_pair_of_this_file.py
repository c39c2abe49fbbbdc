"""A list of buffers behind two functions of the file: what `put_buffer` took is read by the caller."""

_buffers = []


def get_buffer():
    return _buffers.pop() if _buffers else bytearray()


def put_buffer(buf):
    buf.clear()
    _buffers.append(buf)


def encode(record):
    buf = get_buffer()  # step: acquired
    try:
        record.dump(buf)
        return buf  # step: escaped
    finally:
        put_buffer(buf)  # error: [POOL105] "`buf` is returned"  # step: released
