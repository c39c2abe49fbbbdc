"""Each call takes a client and returns it by itself; what `get` gives is a value."""
from pymemcache.client.base import PooledClient


def next_job(state):
    pool = PooledClient("localhost")
    key = pool.get("next")
    pool.add(key, state)
    return key.decode()
