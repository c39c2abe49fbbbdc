"""The file is closed with the response, and it went back before."""
from werkzeug.wrappers import Response


def download(pool, name):
    reader = pool.acquire()  # step: acquired
    response = Response(reader.chunks(name))
    response.call_on_close(reader.rewind)  # step: deferred
    pool.release(reader)  # error: [POOL104] # step: released
    return response
