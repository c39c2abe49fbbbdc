"""Each turn but the last loses its buffer to the next one."""
# select: POOL301


def load(buffer_pool, rows):
    for row in rows:
        buf = buffer_pool.rent()  # error: [POOL301] # step: acquired, left
        buf.fill(row)
    buffer_pool.give_back(buf)  # step: released
