"""The callback owns the channel and gives it back."""
from django.db import transaction


@transaction.atomic
def save(order, pool):
    def publish():
        channel = pool.acquire()
        channel.publish(order.pk)
        pool.release(channel)

    order.save()
    transaction.on_commit(publish)
