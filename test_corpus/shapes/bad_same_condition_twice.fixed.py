"""The same condition holds at the release and at the use."""


def render(pool, small, draw):
    canvas = pool.acquire()  # step: acquired
    try:
        draw(canvas)
        if small:
            canvas.save("large.png")  # step: used
    finally:
        pool.release(canvas)  # error: [POOL101] # step: released
