"""A `HEAD` request returns before the block that gives the connection back."""
# select: ALL


def read_chunks(pool, request):
    conn = pool.get_conn()  # error: [POOL301] "`conn`" # step: acquired
    try:
        response = conn.send(request)
        if request.method == "HEAD":
            return []  # step: left
        return list(response.chunks())
    finally:
        pool.put_conn(conn)  # step: released
