"""The generator reads both pages before it releases and yields."""


def two_pages(pool, name):
    client = pool.acquire()
    first = client.page(name, 1)
    second = client.page(name, 2)
    pool.release(client)
    yield first
    yield second
