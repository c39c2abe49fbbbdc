"""The transaction has ended, and its cursors with it."""
# select: POOL106

import lmdb


def keys(path):
    env = lmdb.open(path)
    with env.begin() as txn:  # step: acquired, released
        cursor = txn.cursor()  # step: borrowed
        return [key for key, _ in cursor.iternext()]  # error: [POOL106]  # step: used
