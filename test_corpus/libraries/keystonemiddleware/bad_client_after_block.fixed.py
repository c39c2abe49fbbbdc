"""The memcache client is in the pool again."""
from keystonemiddleware.auth_token._cache import _MemcacheClientPool


def token(clients: _MemcacheClientPool, key):
    with clients.reserve() as client:  # step: acquired, released
        found = client.get(key)
        return found or client.get("default")  # error: [POOL101] # step: used
