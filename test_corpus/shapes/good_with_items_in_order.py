"""The buffer is the outer item, so it is still held when the inner item writes it out."""
from contextlib import ExitStack


def dump(pool, sink, fill):
    with pool.acquire() as buf, ExitStack() as at_end:
        at_end.callback(sink.write, buf)
        fill(buf)
