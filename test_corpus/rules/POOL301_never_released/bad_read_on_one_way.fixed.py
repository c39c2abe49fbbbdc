"""One way reads the body, which ends the loan, and closes the response; the other one does neither."""
# select: ALL
import requests


def copy(session: requests.Session, url, sink):
    source = session.get(url, stream=True)  # error: [POOL301] # step: acquired
    if "Content-Length" not in source.headers:
        source.close()
        return None  # step: left
    try:
        return sink(source.content)
    finally:
        source.close()  # step: released
