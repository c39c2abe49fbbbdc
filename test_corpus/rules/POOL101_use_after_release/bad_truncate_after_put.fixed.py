"""The buffer is emptied after it was put back: the next request may have begun to write into it."""


def render(buffer_pool, response, chunks):
    buf = buffer_pool.get()  # step: acquired
    for chunk in chunks:
        buf.write(chunk)
    response.write(buf.getvalue())
    buf.truncate(0)  # step: used
    buffer_pool.put(buf)  # error: [POOL101] "`buf`" # step: released
