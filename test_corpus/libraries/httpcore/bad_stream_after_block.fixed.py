"""The body is read from a connection that went back."""
import httpcore


def chunks(http: httpcore.ConnectionPool, url):
    with http.stream("GET", url) as response:  # step: acquired, released
        kind = response.headers
        return kind, list(response.iter_stream())  # error: [POOL101] # step: used
