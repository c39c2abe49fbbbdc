"""The `else` of the loop releases, and the code after the loop reads from the released client anyway."""


def find(pool, keys):
    client = pool.acquire()  # step: acquired
    for key in keys:
        if client.has(key):
            break
    else:
        pool.release(client)  # error: [POOL101] # step: released
        key = None
    value = client.get(key)  # step: used
    return value
