"""The GPU block is freed and then copied out: the allocator may have lent it to the next batch."""


def decode(block_allocator, request, out):
    block = block_allocator.alloc(request.length)  # step: acquired
    request.run(block)
    try:
        out[:] = block[: request.length]  # step: used
    finally:
        block_allocator.free(block)  # error: [POOL101] # step: released
