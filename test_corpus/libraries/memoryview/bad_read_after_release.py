"""The error is told with bytes of a view that has been released."""
# runtime: skip a real view can not be watched


def feed(parser, data):
    view = memoryview(data)  # step: acquired
    position = parser.execute(view)
    view.release()  # error: [POOL101] "`view`" # step: released
    if position < len(data):
        raise ValueError(bytes(view[:position]))  # step: used
