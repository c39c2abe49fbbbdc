"""The arrays are moved first."""
# select: POOL106
import numpy as np


def run(segment_pool, source, move):
    segments = []
    batches = []
    for item in source:
        segment = segment_pool.acquire(item.nbytes)
        segments.append(segment)
        batches.append(np.frombuffer(segment.buf))
    moved = [move(batch) for batch in batches]
    for segment in segments:
        segment_pool.release(segment)
    return moved
