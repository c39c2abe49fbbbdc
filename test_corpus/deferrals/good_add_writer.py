"""The writer of this socket is taken off."""
async def send(pool, loop, sock, finished):
    page = pool.acquire()
    loop.add_writer(sock, page.send_to, sock)
    await finished.wait()
    loop.remove_writer(sock)
    pool.release(page)
