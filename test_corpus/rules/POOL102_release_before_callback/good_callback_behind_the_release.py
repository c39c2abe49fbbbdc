"""The callback that gives back is the last one."""


def call(pool, request):
    conn = pool.acquire()
    reply = conn.send(request)
    reply.add_done_callback(lambda done: conn.count(done))
    reply.add_done_callback(lambda done: pool.release(conn))
    return reply
