"""`release_conn` gives the socket back with the body unread."""
import urllib3

HTTP = urllib3.PoolManager()


def head(url, size):
    response = HTTP.request("GET", url, preload_content=False)  # step: acquired
    try:
        return response.read(size)  # step: used
    finally:
        response.release_conn()  # error: [POOL101] # step: released
