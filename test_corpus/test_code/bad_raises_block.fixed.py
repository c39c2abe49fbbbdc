"""Swallowing the error does not make the late call right where no test asks for it."""
from contextlib import suppress


def close_client(pool):
    client = pool.acquire()  # step: acquired
    client.ping()
    try:
        with suppress(OSError):
            client.ping()  # step: used
    finally:
        pool.release(client)  # error: [POOL101] # step: released
