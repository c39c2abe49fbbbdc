"""The context runs the function at once, with a span that went back."""
import contextvars


def report(pool, send):
    span = pool.acquire()  # step: acquired
    span.finish()
    contextvars.copy_context().run(send, span)  # step: used
    pool.release(span)  # error: [POOL101] # step: released
