"""The body is read inside; later it is there."""
import httpcore


def chunks(http: httpcore.ConnectionPool, url):
    with http.stream("GET", url) as response:
        response.read()
        kind = response.headers
    return kind, response.content
