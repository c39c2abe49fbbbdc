"""The table's connection went back with its block, and the thread still scans through it."""
import threading

import happybase

POOL = happybase.ConnectionPool(size=3, host="hbase")


def copy(work):
    with POOL.connection() as connection:  # step: acquired, released
        worker = threading.Thread(target=work, args=(connection,))
        worker.start()  # error: [POOL104] # step: deferred
        worker.join()
    return worker
