"""A hash reads what it is updated with."""


def checksum(buffer_pool, digest, size):
    block = buffer_pool.acquire(size)  # step: acquired
    block.fill()
    digest.update(block)  # step: used
    buffer_pool.release(block)  # error: [POOL101]  # step: released
    return digest.hexdigest()
