"""The release was registered first, so it runs after the farewell."""
from contextlib import ExitStack


def rescue(sink_pool, work):
    with ExitStack() as stack:
        sink = sink_pool.acquire()
        stack.callback(sink_pool.release, sink)
        stack.callback(lambda: sink.info("rescuer stopped"))
        work(sink)
