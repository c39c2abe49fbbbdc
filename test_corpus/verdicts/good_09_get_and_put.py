"""A cache: what was put stays the caller's as well."""


def load(cache, key, compute):
    value = cache.get(key)
    if value is None:
        value = compute(key)
        cache.put(key, value)
    return value
