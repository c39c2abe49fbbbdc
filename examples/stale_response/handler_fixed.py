"""Answers a request, and writes down afterwards whose it was."""

from contextlib import ExitStack
from app import audit, pool, render


def handle(request):
    with ExitStack() as deferred:
        req = pool.acquire()
        deferred.callback(pool.release, req)    # registered first, so it runs last
        req.load(request)
        deferred.callback(lambda: audit(req.user))
        body = render(req)
        return body
