"""`unlink` after `close` is right."""
from multiprocessing.shared_memory import SharedMemory


def checksum(name):
    memory = SharedMemory(name)
    total = sum(memory.buf)
    memory.close()
    memory.unlink()
    return total
