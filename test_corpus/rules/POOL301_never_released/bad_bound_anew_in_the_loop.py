"""Each turn but the last loses its buffer to the next one."""
# select: POOL301


def load(buffer_pool, source):
    while True:
        buf = buffer_pool.rent()  # error: [POOL301] # step: acquired, left
        if buf.fill(source):
            break
    buffer_pool.give_back(buf)  # step: released
