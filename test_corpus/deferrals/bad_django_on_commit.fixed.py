"""The callback waits for the commit, which comes at the end of the block."""
from django.db import transaction


def save(order, pool):
    channel = pool.acquire()  # step: acquired
    try:
        with transaction.atomic():
            order.save()
            transaction.on_commit(lambda: channel.publish(order.pk))  # step: deferred, used
    finally:
        pool.release(channel)  # error: [POOL102] # step: released
