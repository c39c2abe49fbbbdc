"""The thread gives the connection back when it has heard enough."""
import threading


def listen(pool, channel):
    conn = pool.getconn()
    conn.subscribe(channel)

    def run():
        conn.listen()
        pool.putconn(conn)

    threading.Thread(target=run, daemon=True).start()
