"""The pair of sockets serves another request when its answer is read."""
from swift.common.memcached import MemcacheConnPool


def get(server: MemcacheConnPool, key):
    pair = server.get()  # step: acquired
    pair[1].sendall(b"get " + key)
    try:
        return pair[0].readline()  # step: used
    finally:
        server.put(pair)  # error: [POOL101] # step: released
