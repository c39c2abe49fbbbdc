"""Who calls `peek` only looks at the finalizer: it still flushes a buffer that went back."""
import weakref


def attach(pool, owner):
    buf = pool.acquire()  # step: acquired
    finalizer = weakref.finalize(owner, buf.flush)  # step: deferred
    owner.fill(buf)
    finalizer.peek()
    pool.release(buf)  # error: [POOL102] # step: released
