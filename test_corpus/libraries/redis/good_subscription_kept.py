"""A subscription that nobody closes is collected with its connection; the other one is closed on each way."""
# select: ALL

import redis

client = redis.Redis()


def listen(channel):
    subscription = client.pubsub()
    subscription.subscribe(channel)
    for message in subscription.listen():
        print(message)


def first(channel):
    with client.pubsub() as subscription:
        subscription.subscribe(channel)
        return subscription.get_message()
