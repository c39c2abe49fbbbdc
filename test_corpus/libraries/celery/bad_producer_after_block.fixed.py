"""The producer went back to kombu's pool at the end of the block."""
from celery import Celery

app = Celery("app")


def announce(first, second):
    with app.producer_or_acquire() as producer:  # step: acquired, released
        producer.publish(first)
        producer.publish(second)  # error: [POOL101] # step: used
