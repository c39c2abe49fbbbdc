"""Returned as broken in the handler, and once more behind it."""


class Broken(Exception):
    pass


def with_client(client_pool, work):
    client = client_pool.acquire()  # step: acquired
    released = False
    try:
        return work(client)
    except Broken:
        client_pool.return_broken_client(client)  # step: released
        released = True
        raise
    finally:
        if not released:
            client_pool.return_client(client)  # error: [POOL201]
