"""Returned as broken in the handler, as whole behind the `else`; a list of broken ones takes nothing back."""


class Broken(Exception):
    pass


def with_client(client_pool, work):
    client = client_pool.acquire()
    try:
        result = work(client)
    except Broken:
        client_pool.return_broken_client(client)
        raise
    else:
        client_pool.return_client(client)
    return result


def listed(client_pool, work, seen):
    client = client_pool.acquire()
    try:
        return work(client)
    finally:
        seen.note_broken_client(client)
        client_pool.return_client(client)
