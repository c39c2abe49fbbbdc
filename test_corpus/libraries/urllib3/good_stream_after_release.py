"""The body is read to its end, then the connection is released."""
# select: POOL1
import urllib3


def lines(http: urllib3.PoolManager, url):
    response = http.request("GET", url, preload_content=False)
    chunks = response.stream(1024)
    body = b"".join(chunks)
    response.release_conn()
    return body
