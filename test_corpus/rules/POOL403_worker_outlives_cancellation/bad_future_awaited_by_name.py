"""The future has a name, and is awaited some lines later: the thread is no more stoppable for that."""
# select: ALL


async def post(loop, pool, send, log):
    buf = pool.acquire()  # step: acquired
    try:
        sent = loop.run_in_executor(None, send, buf)  # step: deferred
        log.debug("on its way")
        return await sent
    finally:
        pool.release(buf)  # error: [POOL403] "a thread"  # step: released
