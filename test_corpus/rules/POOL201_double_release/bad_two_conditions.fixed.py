"""A request that is finished and preempted in the same step frees its block twice."""


def step(kv_pool, request, preempt):
    block = kv_pool.alloc(request.length)  # step: acquired
    request.decode(block)
    if request.finished:
        kv_pool.free(block)  # step: released
    elif preempt:
        kv_pool.free(block)  # error: [POOL201] "`block`" # step: released
