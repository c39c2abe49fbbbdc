"""Closing the response gives the reader back."""
from werkzeug.wrappers import Response


def download(pool, name):
    reader = pool.acquire()
    response = Response(reader.chunks(name))
    response.call_on_close(lambda: pool.release(reader))
    return response
