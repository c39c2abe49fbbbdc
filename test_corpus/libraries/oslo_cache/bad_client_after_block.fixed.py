"""The client was lent for the block."""
from oslo_cache._memcache_pool import MemcacheClientPool


def swap(clients: MemcacheClientPool, key, value):
    with clients.acquire() as client:  # step: acquired, released
        old = client.get(key)
        client.set(key, value)  # error: [POOL101] # step: used
    return old
