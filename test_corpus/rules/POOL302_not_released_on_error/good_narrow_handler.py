"""The handler names what `recv_into` raises, and gives the slot back."""
# select: ALL


def receive(slot_pool, sock):
    slot = slot_pool.acquire()
    try:
        sock.recv_into(slot)
    except OSError:
        slot_pool.release(slot)
        raise
    return slot
