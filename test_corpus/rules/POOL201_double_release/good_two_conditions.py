"""At most one of the two branches frees the block."""


def step(kv_pool, request, preempt):
    block = kv_pool.alloc(request.length)
    request.decode(block)
    if request.finished:
        kv_pool.free(block)
    elif preempt:
        kv_pool.free(block)
