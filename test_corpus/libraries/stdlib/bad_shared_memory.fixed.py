"""After `close` the buffer is None."""
from multiprocessing.shared_memory import SharedMemory


def checksum(name):
    memory = SharedMemory(name)  # step: acquired
    try:
        return sum(memory.buf)  # step: used
    finally:
        memory.close()  # error: [POOL101] # step: released
