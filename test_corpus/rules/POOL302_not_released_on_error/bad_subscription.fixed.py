"""A subscription has a connection of its own, which an error keeps."""
# select: ALL

from redis.asyncio import Redis


class Producer:
    def __init__(self, client: Redis):
        self.client = client

    async def request(self, channel):
        with self.client.pubsub() as subscription:  # error: [POOL302] # step: acquired
            await subscription.subscribe(channel)  # step: left
            message = await subscription.get_message()
        return message
