"""What a pipeline's `execute` gives is plain data."""
# select: ALL


def bump(redis_pool, keys):
    with redis_pool.client() as client:
        pipe = client.pipeline()
        for key in keys:
            pipe.incr(key)
        return pipe.execute()
