"""The buffer is unmapped first."""
# select: ALL


def show(sample_pool, display):
    sample = sample_pool.acquire()
    try:
        buffer = sample.get_buffer()
        try:
            display.show(buffer)
        finally:
            buffer.unmap()
    finally:
        sample_pool.release(sample)
