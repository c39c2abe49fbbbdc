"""The message is made with a connection that went back."""


def report(pool, hub):
    conn = pool.acquire()  # step: acquired
    try:
        hub.publish({"kind": "ready", "conn": conn})  # step: used
    finally:
        pool.release(conn)  # error: [POOL101]  # step: released
