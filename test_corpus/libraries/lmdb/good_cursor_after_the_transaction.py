"""Read while the transaction lasts."""
# select: POOL106

import lmdb


def keys(path):
    env = lmdb.open(path)
    with env.begin() as txn:
        cursor = txn.cursor()
        return [key for key, _ in cursor.iternext()]
