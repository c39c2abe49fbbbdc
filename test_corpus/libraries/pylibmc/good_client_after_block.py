"""Both calls stand inside."""
import pylibmc


def swap(clients: pylibmc.ClientPool, key, value):
    with clients.reserve() as client:
        old = client.get(key)
        client.set(key, value)
    return old
