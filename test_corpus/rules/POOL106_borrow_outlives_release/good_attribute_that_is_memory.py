"""It is read before; what a pool of connections lends has plain data under such a name."""
# select: POOL106


def checksum(allocator, digest, size):
    block = allocator.allocate(size)
    digest.feed(block.byte_array)
    allocator.free(block)
    return digest.hexdigest()


def notices(pool):
    conn = pool.acquire()
    view = conn.view
    pool.release(conn)
    return view.title
