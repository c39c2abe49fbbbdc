"""The copy is queued on the stream and reads the memory later, when it is another's."""


class Loader:
    def __init__(self, pinned_pool):
        self.pinned_pool = pinned_pool

    def load(self, chunk, cache):
        staging = self.pinned_pool.acquire()
        staging.fill(chunk)
        cache.copy_(staging, non_blocking=True)  # step: deferred
        self.pinned_pool.release(staging)  # error: [POOL104] "a copy"  # step: released

    def move(self, chunk, device):
        staging = self.pinned_pool.acquire()
        staging.fill(chunk)
        moved = staging.to(device, non_blocking=True)  # step: deferred
        self.pinned_pool.release(staging)  # error: [POOL104]  # step: released
        return moved

    def copy(self, chunk, stream):
        staging = self.pinned_pool.acquire()
        staging.fill(chunk)
        stream.memcpy_async(staging)  # step: deferred
        self.pinned_pool.release(staging)  # error: [POOL104]  # step: released
