"""The subscription is closed on every way, by its block or by hand."""
# select: ALL

from redis.asyncio import Redis


class Producer:
    def __init__(self, client: Redis):
        self.client = client

    async def request(self, channel):
        subscription = self.client.pubsub()
        try:
            await subscription.subscribe(channel)
            return await subscription.get_message()
        finally:
            await subscription.aclose()

    async def listen(self, channel):
        async with self.client.pubsub() as subscription:
            await subscription.subscribe(channel)
            return await subscription.get_message()
