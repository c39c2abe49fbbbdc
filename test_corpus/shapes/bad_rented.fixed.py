"""`rent` and `return_` are verbs of a pool like any other."""


def draw(pool, shape):
    canvas = pool.rent()  # step: acquired
    try:
        canvas.draw(shape)  # step: used
    finally:
        pool.return_(canvas)  # error: [POOL101] # step: released
