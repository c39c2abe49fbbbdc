"""Both reads stand in the block."""
from pymemcache.pool import ObjectPool


def pair(make_client, key):
    pool = ObjectPool(make_client)
    with pool.get_and_release() as client:
        first = client.get(key)
        second = client.get(key + ".next")
    return first, second
