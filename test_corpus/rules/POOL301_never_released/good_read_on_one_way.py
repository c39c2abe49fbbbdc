"""Both ways close the response; where nobody closes any, the library does it in the end."""
# select: ALL
import requests


def copy(session: requests.Session, url, sink):
    source = session.get(url, stream=True)
    try:
        if "Content-Length" not in source.headers:
            return None
        return sink(source.content)
    finally:
        source.close()


def status(session: requests.Session, url):
    return session.get(url, stream=True).status_code
