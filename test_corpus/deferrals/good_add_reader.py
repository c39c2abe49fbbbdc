"""The reader is taken off before the release."""
async def listen(pool, loop, sock, finished):
    buf = pool.acquire()
    loop.add_reader(sock, buf.fill_from, sock)
    await finished.wait()
    loop.remove_reader(sock)
    pool.release(buf)
