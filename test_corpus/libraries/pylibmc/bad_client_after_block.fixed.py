"""The client is reserved by another thread."""
import pylibmc


def swap(clients: pylibmc.ClientPool, key, value):
    with clients.reserve() as client:  # step: acquired, released
        old = client.get(key)
        client.set(key, value)  # error: [POOL101] # step: used
    return old
