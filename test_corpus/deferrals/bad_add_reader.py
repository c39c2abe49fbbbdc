"""The loop calls the buffer for every packet, and the buffer is already somebody else's."""
def listen(pool, loop, sock):
    buf = pool.acquire()  # step: acquired
    loop.add_reader(sock, buf.fill_from, sock)  # step: deferred
    pool.release(buf)  # error: [POOL102] # step: released
