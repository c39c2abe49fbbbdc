"""All segments go back before the arrays over them have been moved."""
# select: POOL106
import numpy as np


def run(segment_pool, source, move):
    segments = []
    batches = []
    for item in source:
        segment = segment_pool.acquire(item.nbytes)  # step: acquired
        segments.append(segment)
        batches.append(np.frombuffer(segment.buf))
    for segment in segments:
        segment_pool.release(segment)  # error: [POOL106]  # step: released
    return [move(batch) for batch in batches]  # step: used
