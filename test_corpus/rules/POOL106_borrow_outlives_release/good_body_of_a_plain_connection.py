"""The body is read first; the status is a plain number at any time."""
# select: ALL


def fetch(pool, url):
    conn = pool.get_conn()
    try:
        conn.request("GET", url)
        response = conn.getresponse()
        body = response.read()
    finally:
        pool.put_conn(conn)
    return response.status, body
