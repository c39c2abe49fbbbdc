"""Both look-ups stand inside."""
from keystonemiddleware.auth_token._cache import _MemcacheClientPool


def token(clients: _MemcacheClientPool, key):
    with clients.reserve() as client:
        found = client.get(key)
        return found or client.get("default")
