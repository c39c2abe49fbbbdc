"""The `else` of the loop releases and returns; after the loop the client is held."""


def find(pool, keys):
    client = pool.acquire()
    for key in keys:
        if client.has(key):
            break
    else:
        pool.release(client)
        return None
    value = client.get(key)
    pool.release(client)
    return value
