"""The `else` of the loop releases, and the code after the loop reads from the released client anyway."""


def find(pool, keys):
    client = pool.acquire()  # step: acquired
    try:
        for key in keys:
            if client.has(key):
                break
        else:
            key = None
        value = client.get(key)  # step: used
    finally:
        pool.release(client)  # error: [POOL101] # step: released
    return value
