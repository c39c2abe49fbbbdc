"""Serves two requests and looks at what was audited for each. HANDLER names the module to test."""

import importlib
import os
import threading

import app
import pytest

handler = importlib.import_module(os.environ.get("HANDLER", "handler"))


@pytest.fixture
def audited(monkeypatch):
    """Which user the audit log was given, by the user whose request it was."""
    log = {}
    monkeypatch.setattr(handler, "audit", lambda user: log.update({threading.current_thread().name: user}))
    return log


def serve(user):
    """Serve one request of `user` from beginning to end, in a thread that has the user's name."""
    thread = threading.Thread(target=handler.handle, args=({"user": user, "path": "/"},), name=user, daemon=True)
    thread.start()
    thread.join(timeout=10)
    assert not thread.is_alive()


def test_light_load(audited):
    serve("ada")
    serve("grace")
    assert audited["ada"] == "ada"
    assert audited["grace"] == "grace"


def test_under_load(audited, monkeypatch):
    """The next request comes in at the moment at which a struct is back: load makes that likely, this certain."""
    waiting = ["grace"]
    release = app.pool.release

    def release_and_serve(req):
        release(req)
        if waiting:
            serve(waiting.pop())

    monkeypatch.setattr(app.pool, "release", release_and_serve)
    serve("ada")
    assert audited["grace"] == "grace"
    assert audited["ada"] == "ada"
