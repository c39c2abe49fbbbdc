"""The buffer is the inner item and goes back before the outer one writes it out."""
from contextlib import ExitStack


def dump(pool, sink, fill):
    with pool.acquire() as buf, ExitStack() as at_end:  # step: acquired, released
        at_end.callback(sink.write, buf)  # error: [POOL102] # step: deferred
        fill(buf)
