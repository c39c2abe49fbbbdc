"""The helper returns the client and leaves the release to its caller."""


def open_client(pool, name):
    client = pool.acquire()
    client.select(name)
    return client
