"""The thread's work is done in the block."""
# runtime: skip needs a server
import threading

import happybase

POOL = happybase.ConnectionPool(size=3, host="hbase")


def copy(work):
    with POOL.connection() as connection:
        worker = threading.Thread(target=work, args=(connection,))
        worker.start()
        worker.join()
    return worker
