"""The listener takes a connection of its own."""


def listen(pool, bus):
    def store(message):
        conn = pool.acquire()
        try:
            conn.execute(message)
        finally:
            pool.release(conn)

    bus.on("message", store)
