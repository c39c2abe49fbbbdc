"""The message is made with a connection that went back."""


def report(pool, hub):
    conn = pool.acquire()  # step: acquired
    pool.release(conn)  # error: [POOL101]  # step: released
    hub.publish({"kind": "ready", "conn": conn})  # step: used
