"""The client is gone with its block, and the futures that it gave with it."""
# select: POOL106

from distributed import worker_client


def spread(work, parts):
    with worker_client() as client:  # step: acquired, released
        futures = client.map(work, parts)  # step: borrowed
    return futures.result()  # error: [POOL106]  # step: used
