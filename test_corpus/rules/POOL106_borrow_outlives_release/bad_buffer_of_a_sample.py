"""The buffer belongs to the sample, which goes back before it is unmapped."""
# select: ALL


def show(sample_pool, display):
    sample = sample_pool.acquire()  # step: acquired
    try:
        buffer = sample.get_buffer()  # step: borrowed
        display.show(buffer)
    finally:
        sample_pool.release(sample)  # error: [POOL106]  # step: released
        buffer.unmap()  # step: used
