"""A subscription is closed on one way only."""
# select: ALL

import redis

client = redis.Redis()


def first(channel):
    with client.pubsub() as subscription:  # error: [POOL301] # step: acquired
        if not channel:
            return None  # step: left
        subscription.subscribe(channel)
        message = subscription.get_message()
    return message
