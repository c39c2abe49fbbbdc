"""Entries run in reverse: the release was registered last, so it runs before the farewell."""
from contextlib import ExitStack


def rescue(sink_pool, work):
    with ExitStack() as stack:
        sink = sink_pool.acquire()  # step: acquired
        stack.callback(sink_pool.release, sink)  # error: [POOL102] # step: released
        stack.callback(lambda: sink.info("rescuer stopped"))
        work(sink)
