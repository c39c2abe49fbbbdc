"""The body is still in the socket of the connection when that goes back."""
# select: ALL


def fetch(pool, url):
    conn = pool.get_conn()  # step: acquired
    try:
        conn.request("GET", url)
        response = conn.getresponse()  # step: borrowed
        return response.read()  # step: used
    finally:
        pool.put_conn(conn)  # error: [POOL106] # step: released
