"""The handler logs, and whatever it names leaves with the slot."""
# select: ALL


def receive(slot_pool, sock, log):
    slot = slot_pool.acquire()  # error: [POOL302] # step: acquired
    try:
        sock.recv_into(slot)  # step: left
    except OSError:
        log.warning("lost")
        return None
    slot_pool.release(slot)  # step: released
    return True
