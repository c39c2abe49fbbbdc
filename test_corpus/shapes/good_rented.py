"""What was rented is returned last."""


def draw(pool, shape):
    canvas = pool.rent()
    canvas.draw(shape)
    pool.return_(canvas)
