"""The slot goes back where connecting fails. What is called otherwise, and is given back nowhere, may only count."""
# select: POOL302

from app.net import dial


class Connector:
    def __init__(self, slots, budget):
        self._slots = slots
        self._budget = budget
        self._acquired = {}

    async def connect(self, key):
        slot = await self._slots.acquire(key)
        try:
            transport = await dial(key)
        except BaseException:
            self._slots.release(slot)
            raise
        self._acquired[transport] = slot
        return transport

    async def spend(self, key):
        share = await self._budget.acquire(key)
        await dial(key)
        self._acquired[key] = share
