"""The block has committed, and called back, before the channel goes."""
from django.db import transaction


def save(order, pool):
    channel = pool.acquire()
    with transaction.atomic():
        order.save()
        transaction.on_commit(lambda: channel.publish(order.pk))
    pool.release(channel)
