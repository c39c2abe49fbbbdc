"""What is queued on the stream has been waited for."""


class Loader:
    def __init__(self, pinned_pool):
        self.pinned_pool = pinned_pool

    def load(self, chunk, cache, stream):
        staging = self.pinned_pool.acquire()
        staging.fill(chunk)
        cache.copy_(staging, non_blocking=True)
        stream.synchronize()
        self.pinned_pool.release(staging)

    def move(self, chunk, device):
        staging = self.pinned_pool.acquire()
        staging.fill(chunk)
        moved = staging.to(device)
        self.pinned_pool.release(staging)
        return moved

    def copy(self, chunk, stream):
        staging = self.pinned_pool.acquire()
        staging.fill(chunk)
        stream.memcpy_async(staging)
        stream.synchronize()
        self.pinned_pool.release(staging)
