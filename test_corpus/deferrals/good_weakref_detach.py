"""A detached finalizer never runs."""
import weakref


def attach(pool, owner):
    buf = pool.acquire()
    finalizer = weakref.finalize(owner, buf.flush)
    owner.fill(buf)
    finalizer.detach()
    pool.release(buf)
