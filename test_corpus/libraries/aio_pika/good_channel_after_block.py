"""The message is published inside the block."""
from aio_pika.pool import Pool


async def publish(channels: Pool, message):
    async with channels.acquire() as channel:
        await channel.set_qos(1)
        await channel.default_exchange.publish(message, "jobs")
