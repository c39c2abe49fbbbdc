"""The listening thread owns no connection: its connection goes back under its feet."""
import threading


def listen(pool, channel):
    conn = pool.getconn()  # step: acquired
    conn.subscribe(channel)
    thread = threading.Thread(target=conn.listen, daemon=True)
    thread.start()
    thread.join()
    pool.putconn(conn)  # error: [POOL104] # step: released
