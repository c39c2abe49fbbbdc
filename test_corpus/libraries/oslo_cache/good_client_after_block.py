"""Both calls stand inside."""
from oslo_cache._memcache_pool import MemcacheClientPool


def swap(clients: MemcacheClientPool, key, value):
    with clients.acquire() as client:
        old = client.get(key)
        client.set(key, value)
    return old
