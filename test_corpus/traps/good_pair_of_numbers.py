"""A port is a number: it can be told after it was given back."""

from app.ports import allocate_port, get_lock, release_lock, release_port


def check(serve):
    port = allocate_port()
    try:
        serve(port)
    finally:
        release_port(port)
    return port.value


def guarded(name, work):
    lock = get_lock(name)
    work()
    release_lock(lock)
    return lock.holder()
