"""The buffer is emptied first and put back clean."""


def render(buffer_pool, response, chunks):
    buf = buffer_pool.get()
    for chunk in chunks:
        buf.write(chunk)
    response.write(buf.getvalue())
    buf.truncate(0)
    buffer_pool.put(buf)
