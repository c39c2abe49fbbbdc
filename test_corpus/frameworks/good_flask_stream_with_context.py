"""The generator owns the connection and gives it back when it is over."""
from flask import Response, stream_with_context


def export(pool):
    def lines():
        conn = pool.getconn()
        try:
            yield conn.fetchone()
        finally:
            pool.putconn(conn)

    return Response(stream_with_context(lines()))
