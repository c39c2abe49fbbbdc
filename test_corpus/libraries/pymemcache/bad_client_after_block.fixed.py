"""The block of `get_and_release` has given the client back."""
from pymemcache.pool import ObjectPool


def pair(make_client, key):
    pool = ObjectPool(make_client)
    with pool.get_and_release() as client:  # step: acquired, released
        first = client.get(key)
        second = client.get(key + ".next")  # error: [POOL101] # step: used
    return first, second
