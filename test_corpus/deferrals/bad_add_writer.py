"""Another socket's writer is taken off; this one still sends the page that went back."""
async def send(pool, loop, sock, other, finished):
    page = pool.acquire()  # step: acquired
    loop.add_writer(sock, page.send_to, sock)  # step: deferred
    await finished.wait()
    loop.remove_writer(other)
    pool.release(page)  # error: [POOL102] # step: released
