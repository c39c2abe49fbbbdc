"""The generator releases between two pages, and reads the second one when it is resumed."""


def two_pages(pool, name):
    client = pool.acquire()  # step: acquired
    first = client.page(name, 1)
    try:
        yield first
        yield client.page(name, 2)  # step: used
    finally:
        pool.release(client)  # error: [POOL101] # step: released
