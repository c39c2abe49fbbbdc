"""What the handler stands on: a pool of request structs, a page, an audit log."""

import logging
import threading


class Request:
    """What the handlers know of a request. There are many requests, so the structs are kept and refilled."""

    user = ""
    path = ""

    def load(self, request):
        self.user = request["user"]
        self.path = request["path"]


class RequestPool:
    """Lends request structs: the one that came back last goes out first."""

    def __init__(self, size):
        self._free = [Request() for _ in range(size)]
        self._changed = threading.Condition()

    def acquire(self):
        with self._changed:
            self._changed.wait_for(lambda: self._free)
            return self._free.pop()

    def release(self, req):
        with self._changed:
            self._free.append(req)
            self._changed.notify()


pool = RequestPool(size=8)


def render(req):
    return f"{req.path}: good morning, {req.user}"


def audit(user):
    logging.getLogger("audit").info("served %s", user)
