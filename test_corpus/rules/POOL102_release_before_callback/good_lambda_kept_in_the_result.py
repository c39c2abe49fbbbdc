"""The table holds values, not functions."""


def readers(pool, size):
    block = pool.alloc(size)
    table = {"head": block[0], "tail": block[-1]}
    pool.free(block)
    return table
