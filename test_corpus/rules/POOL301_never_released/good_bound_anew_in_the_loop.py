"""Each turn gives back its own."""
# select: POOL301


def load(buffer_pool, rows):
    for row in rows:
        buf = buffer_pool.rent()
        buf.fill(row)
        buffer_pool.give_back(buf)
