"""With `buffers=True` a value is a view of the map, and the map changes under it after the transaction."""
# select: POOL106

import lmdb


def load(path, key):
    env = lmdb.open(path)
    with env.begin(buffers=True) as txn:  # step: acquired, released
        value = txn.get(key)  # step: borrowed
    return value  # error: [POOL106]  # step: escaped
