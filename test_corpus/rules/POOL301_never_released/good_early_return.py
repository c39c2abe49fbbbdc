"""The early return stands inside the block that gives the connection back."""
# select: ALL


def read_chunks(pool, request):
    conn = pool.get_conn()
    try:
        response = conn.send(request)
        if request.method == "HEAD":
            return []
        return list(response.chunks())
    finally:
        pool.put_conn(conn)
