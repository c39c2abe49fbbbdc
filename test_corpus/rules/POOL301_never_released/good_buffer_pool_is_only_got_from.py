"""A pool of proxies takes turns: many use one at a time, and none is given back."""
# select: ALL


def total(proxy_pool, files):
    count = 0
    for file in files:
        proxy = proxy_pool.get()
        if not file.name:
            continue
        count += proxy.read(file)
    return count
