"""The block is copied out and then freed."""


def decode(block_allocator, request, out):
    block = block_allocator.alloc(request.length)
    request.run(block)
    out[:] = block[: request.length]
    block_allocator.free(block)
