"""The line has been read."""
from swift.common.memcached import MemcacheConnPool


def get(server: MemcacheConnPool, key):
    pair = server.get()
    pair[1].sendall(b"get " + key)
    line = pair[0].readline()
    server.put(pair)
    return line
