"""A lease is a right, no object: nothing is lent that could be used too late."""
from kazoo.client import KazooClient


def run(client: KazooClient, work):
    lock = client.Lock("/jobs")
    lock.acquire()
    lock.release()
    client.get("/jobs")
    work(lock)
