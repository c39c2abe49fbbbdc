"""Each turn draws a fresh socket from a generator, gives it back, or an empty pair in its place."""


class Memcached:
    def __init__(self, pools):
        self.pools = pools

    def _get_conns(self, key):
        for server in self.pools:
            yield server, self.pools[server].get()

    def _return_conn(self, server, sock):
        self.pools[server].put(sock)

    def read(self, key):
        for server, sock in self._get_conns(key):
            try:
                value = sock.read(key)
                self._return_conn(server, sock)
                return value
            except OSError:
                sock.close()
                self._return_conn(server, None)
        return None
