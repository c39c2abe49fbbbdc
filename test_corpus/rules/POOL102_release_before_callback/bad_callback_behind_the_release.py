"""Callbacks of one thing run in the order in which they were added; of two things, in any order."""


def call(pool, request):
    conn = pool.acquire()  # step: acquired
    reply = conn.send(request)
    reply.add_done_callback(lambda done: pool.release(conn))  # error: [POOL102]  # step: released
    reply.add_done_callback(lambda done: conn.count(done))  # step: deferred, used
    return reply


def call_twice(pool, request):
    conn = pool.acquire()  # step: acquired
    first = conn.send(request)
    second = conn.send(request)
    second.add_done_callback(lambda done: conn.count(done))  # step: deferred, used
    first.add_done_callback(lambda done: pool.release(conn))  # error: [POOL102]  # step: released
