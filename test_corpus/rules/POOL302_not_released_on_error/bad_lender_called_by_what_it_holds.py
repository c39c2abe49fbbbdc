"""Slots are what `self._slots` lends, and its class gives them back: one is lost where connecting fails."""
# select: POOL302

from app.net import dial


class Connector:
    def __init__(self, slots):
        self._slots = slots
        self._acquired = {}

    async def connect(self, key):
        slot = await self._slots.acquire(key)  # error: [POOL302]  # step: acquired
        transport = await dial(key)  # step: left
        self._acquired[transport] = slot
        return transport

    def release(self, transport):
        self._slots.release(self._acquired.pop(transport))
