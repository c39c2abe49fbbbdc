"""The thread's work is done in the block."""
import threading

import happybase

POOL = happybase.ConnectionPool(size=3, host="hbase")


def copy(work):
    with POOL.connection() as connection:
        worker = threading.Thread(target=work, args=(connection,))
        worker.start()
        worker.join()
    return worker
