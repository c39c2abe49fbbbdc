"""The finalizer flushes the buffer when its owner dies; the buffer is someone else's by then."""
import weakref


def attach(pool, owner):
    buf = pool.acquire()  # step: acquired
    owner.fill(buf)
    weakref.finalize(owner, buf.flush)  # step: deferred
    pool.release(buf)  # error: [POOL102] # step: released
