"""The timer is cancelled and joined."""
import threading


def talk(pool, message):
    conn = pool.acquire()
    timer = threading.Timer(30, conn.heartbeat)
    timer.start()
    reply = conn.send(message)
    timer.cancel()
    timer.join()
    pool.release(conn)
    return reply
