"""The condition at the use excludes the one at the release."""


def render(pool, small, draw):
    canvas = pool.acquire()
    draw(canvas)
    if small:
        pool.release(canvas)
    if not small:
        canvas.save("large.png")
