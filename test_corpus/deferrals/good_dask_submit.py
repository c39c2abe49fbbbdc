"""The scheduler sends a copy to its workers."""
from dask.distributed import Client


def score(pool, client: Client, model):
    frame = pool.acquire()
    score = client.submit(model.score, frame)
    pool.release(frame)
    return score
