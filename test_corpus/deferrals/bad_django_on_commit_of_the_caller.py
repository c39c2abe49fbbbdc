"""The whole function is one transaction: it commits after its last line."""
from django.db import transaction


@transaction.atomic
def save(order, pool):
    channel = pool.acquire()  # step: acquired
    order.save()
    transaction.on_commit(lambda: channel.publish(order.pk))  # step: deferred, used
    pool.release(channel)  # error: [POOL102] # step: released
