"""Each lambda in the returned table reads the block after it was freed."""


def readers(pool, size):
    block = pool.alloc(size)  # step: acquired
    table = {"head": lambda: block[0], "tail": lambda: block[-1]}
    pool.free(block)  # error: [POOL102] # step: released
    return table
