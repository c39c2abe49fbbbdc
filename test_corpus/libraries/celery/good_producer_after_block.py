"""Both messages are published inside."""
from celery import Celery

app = Celery("app")


def announce(first, second):
    with app.producer_or_acquire() as producer:
        producer.publish(first)
        producer.publish(second)
