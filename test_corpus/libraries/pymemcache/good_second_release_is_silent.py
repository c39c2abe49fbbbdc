"""`destroy` inside `get_and_release` is documented: the release at the end of the block is then a no-op."""
from pymemcache.pool import ObjectPool


def read(make_client, key):
    pool = ObjectPool(make_client)
    with pool.get_and_release() as client:
        try:
            return client.get(key)
        except OSError:
            pool.destroy(client)
            raise
