"""Without them it is a copy, as is `bytes` of it."""
# select: POOL106

import lmdb


def load(path, key):
    env = lmdb.open(path)
    with env.begin() as txn:
        value = txn.get(key)
    return value


def copied(path, key):
    env = lmdb.open(path)
    with env.begin(buffers=True) as txn:
        value = bytes(txn.get(key))
    return value
