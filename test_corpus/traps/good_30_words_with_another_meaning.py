"""A lease of a key, a reserved entry and a semaphore: the words of pools, and no pool."""
import threading


def renew(client, entries, beat):
    lease = client.lease(30)
    lease.refresh()
    entry = beat.reserve(entries[0])
    entry.run()
    running = threading.Semaphore(4)
    if running.acquire(blocking=False):
        running.release()
        running.acquire()
    return lease
