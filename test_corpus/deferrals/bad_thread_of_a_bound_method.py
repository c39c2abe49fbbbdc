"""The listening thread owns no connection: its connection goes back under its feet."""
import threading


def listen(pool, channel):
    conn = pool.getconn()  # step: acquired
    conn.subscribe(channel)
    threading.Thread(target=conn.listen, daemon=True).start()
    pool.putconn(conn)  # error: [POOL104] # step: released
