"""The thread takes the buffer and gives it back; whoever waits for it holds nothing."""
# select: ALL


def send_one(pool, send):
    buf = pool.acquire()
    try:
        return send(buf)
    finally:
        pool.release(buf)


async def post(loop, pool, send, log):
    sent = loop.run_in_executor(None, send_one, pool, send)
    log.debug("on its way")
    return await sent
