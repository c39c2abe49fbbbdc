"""The wrapper asks the server in its constructor; where that fails, nobody has the connection."""
# select: POOL302
import weakref


class Wrapper:
    def __init__(self, raw, engine):
        self.raw = raw
        self.engine = engine
        self.results = weakref.WeakSet()
        self.version = raw.server_version()


class Engine:
    def __init__(self, pool):
        self.pool = pool

    async def acquire(self):
        raw = await self.pool.acquire()  # error: [POOL302]  # step: acquired
        return Wrapper(raw, self)  # step: left

    def release(self, wrapper):
        self.pool.release(wrapper.raw)
