"""A constructor that only keeps things does not fail."""
# select: POOL302
import weakref


class Wrapper:
    def __init__(self, raw, engine):
        self.raw = raw
        self.engine = engine
        self.results = weakref.WeakSet()


class Engine:
    def __init__(self, pool):
        self.pool = pool

    async def acquire(self):
        raw = await self.pool.acquire()
        return Wrapper(raw, self)

    def release(self, wrapper):
        self.pool.release(wrapper.raw)
