"""A buffer that an error drops is collected; the pool makes another one."""
# select: ALL


def pack(buffer_pool, rows, write):
    buffer = buffer_pool.acquire()
    write(buffer, rows)
    buffer_pool.release(buffer)
