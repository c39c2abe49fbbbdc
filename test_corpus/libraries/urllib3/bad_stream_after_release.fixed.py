"""The chunks of the body come from a connection that another request may have by then."""
# select: POOL1
import urllib3


def lines(http: urllib3.PoolManager, url):
    response = http.request("GET", url, preload_content=False)  # step: acquired
    chunks = response.stream(1024)  # step: borrowed
    try:
        return b"".join(chunks)  # step: used
    finally:
        response.release_conn()  # error: [POOL106]  # step: released
