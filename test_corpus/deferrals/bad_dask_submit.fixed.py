"""Here the client is an executor of threads."""
from concurrent.futures import Executor


def score(pool, client: Executor, model):
    frame = pool.acquire()  # step: acquired
    score = client.submit(model.score, frame)  # step: deferred
    try:
        score.result()
    finally:
        pool.release(frame)  # error: [POOL104] # step: released
    return score
