"""The channel belongs to somebody else when the message is published."""
from aio_pika.pool import Pool


async def publish(channels: Pool, message):
    async with channels.acquire() as channel:  # step: acquired, released
        await channel.set_qos(1)
        await channel.default_exchange.publish(message, "jobs")  # error: [POOL101] # step: used
