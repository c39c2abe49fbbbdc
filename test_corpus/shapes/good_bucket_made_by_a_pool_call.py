"""The digest is taken before the buffer goes back."""


def digest(buckets, source, size):
    bucket = buckets.pool_for(size)
    buffer = bucket.get()
    source.readinto(buffer)
    found = buffer.hexdigest()
    bucket.put(buffer)
    return found
