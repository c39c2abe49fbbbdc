"""A helper that opens a client, and releases it on the line before it returns it."""


def open_client(pool, name):
    client = pool.acquire()  # step: acquired
    client.select(name)
    pool.release(client)  # error: [POOL105] # step: released
    return client  # step: escaped
