"""With `stream` the response becomes the owner of the connection, else it goes back here."""


def fetch(pool, path, stream, make_response):
    conn = pool.acquire()
    raw = conn.get(path)
    owner = conn if stream else None
    response = make_response(raw, owner)
    if not stream:
        pool.release(conn)
    return response
