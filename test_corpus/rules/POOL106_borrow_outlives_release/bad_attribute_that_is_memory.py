"""What a pool of memory lends has its memory in an attribute; the next one writes there."""
# select: POOL106


def checksum(allocator, digest, size):
    block = allocator.allocate(size)  # step: acquired
    view = block.byte_array
    allocator.free(block)  # error: [POOL106]  # step: released
    digest.feed(view)  # step: used
    return digest.hexdigest()
