"""What a call named after a pool gives is a pool, whatever the local name."""
# runtime: skip what `pool_for` gives is no pool for the oracle


def digest(buckets, source, size):
    bucket = buckets.pool_for(size)
    buffer = bucket.get()  # step: acquired
    source.readinto(buffer)
    try:
        return buffer.hexdigest()  # step: used
    finally:
        bucket.put(buffer)  # error: [POOL101] # step: released
