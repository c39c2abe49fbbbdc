"""Answers a request, and writes down afterwards whose it was."""

from contextlib import ExitStack
from app import audit, pool, render


def handle(request):
    with ExitStack() as deferred:
        req = pool.acquire()
        req.load(request)
        deferred.callback(lambda: audit(req.user))
        body = render(req)
        pool.release(req)        # tidy, and too early
        return body              # the callback runs here: `req` may be another request's by now
