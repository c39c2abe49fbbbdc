"""Finished and preempted in one step: the block is freed twice."""


def step(pool, request, preempt):
    blocks = pool.alloc(request.length)  # step: acquired
    if request.finished:
        pool.free(blocks)  # step: released
    elif preempt:
        pool.free(blocks)  # error: [POOL201] # step: released
