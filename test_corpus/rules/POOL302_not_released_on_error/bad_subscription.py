"""A subscription has a connection of its own, which an error keeps."""
# select: ALL

from redis.asyncio import Redis


class Producer:
    def __init__(self, client: Redis):
        self.client = client

    async def request(self, channel):
        subscription = self.client.pubsub()  # error: [POOL302] # step: acquired
        await subscription.subscribe(channel)  # step: left
        message = await subscription.get_message()
        await subscription.aclose()  # step: released
        return message
