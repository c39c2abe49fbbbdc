"""The body is read, then the socket is given back."""
import urllib3

HTTP = urllib3.PoolManager()


def head(url, size):
    response = HTTP.request("GET", url, preload_content=False)
    data = response.read(size)
    response.release_conn()
    return data
