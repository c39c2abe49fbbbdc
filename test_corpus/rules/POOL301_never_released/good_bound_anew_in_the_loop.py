"""Each turn gives back its own."""
# select: POOL301


def load(buffer_pool, source):
    while True:
        buf = buffer_pool.rent()
        full = buf.fill(source)
        buffer_pool.give_back(buf)
        if full:
            break
