"""The decorated closure runs before the release, or is what releases."""


def fetch(pool, retry):
    conn = pool.acquire()

    @retry
    def ping():
        return conn.ping()

    answer = ping()
    pool.release(conn)
    return answer


def start(pool, retry, app):
    conn = pool.acquire()

    @retry
    def close():
        pool.release(conn)

    app.on_unload(close)
    return app.other()
