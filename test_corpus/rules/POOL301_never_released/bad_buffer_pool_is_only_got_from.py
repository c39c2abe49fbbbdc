"""Nothing in the file gives a buffer back; the pool's name says what it lends."""
# select: ALL


def total(buffer_pool, files):
    count = 0
    for file in files:
        buffer = buffer_pool.get()  # error: [POOL301] # step: acquired
        if not file.name:
            continue
        count += buffer.read(file)
    return count  # step: left
