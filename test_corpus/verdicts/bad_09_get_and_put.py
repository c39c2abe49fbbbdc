"""The receiver is named a pool, so get and put lend and take back; the value is released and returned."""


def load(buffer_pool, key, compute):
    value = buffer_pool.get()  # step: acquired
    value.extend(compute(key))
    buffer_pool.put(value)  # error: [POOL105] # step: released
    return value  # step: escaped
