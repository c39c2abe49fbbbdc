"""Flask reads the generator while it sends the response, after the view has given the connection back."""
from flask import Response, stream_with_context


def export(pool):
    conn = pool.getconn()  # step: acquired
    try:

        def lines():
            yield conn.fetchone()  # step: used

        return Response(stream_with_context(lines()))  # step: deferred, escaped
    finally:
        pool.putconn(conn)  # error: [POOL102] "before a lazy value"  # step: released
