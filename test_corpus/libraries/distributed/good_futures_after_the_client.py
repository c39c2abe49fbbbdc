"""They are gathered in the block."""
# select: POOL106

from distributed import worker_client


def spread(work, parts):
    with worker_client() as client:
        futures = client.map(work, parts)
        return client.gather(futures)
