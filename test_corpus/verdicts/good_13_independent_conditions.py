"""The second branch is only taken when the first was not."""


def step(pool, request, preempt):
    blocks = pool.alloc(request.length)
    if request.finished:
        pool.free(blocks)
    if preempt and not request.finished:
        pool.free(blocks)
