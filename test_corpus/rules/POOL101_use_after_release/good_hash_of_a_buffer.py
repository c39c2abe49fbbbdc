"""The hash reads it before; a table of names is only told of it."""


def checksum(buffer_pool, digest, names, size):
    block = buffer_pool.acquire(size)
    block.fill()
    digest.update(block)
    buffer_pool.release(block)
    names.update(block)
    return digest.hexdigest()
