"""A buffer that is got by its size is put back without: that is no look-up by a key."""


class Reader:
    def __init__(self, buffer_pool):
        self.buffer_pool = buffer_pool

    def read(self, sock, size):
        buf = self.buffer_pool.get(size)  # step: acquired
        try:
            count = sock.recv_into(buf)
            return bytes(buf[:count])  # step: used
        finally:
            self.buffer_pool.put(buf)  # error: [POOL101] # step: released
