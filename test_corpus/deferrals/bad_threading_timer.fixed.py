"""The timer's thread wakes up half a minute later, with a connection that is someone else's."""
import threading


def talk(pool, message):
    conn = pool.acquire()  # step: acquired
    timer = threading.Timer(30, conn.heartbeat)
    timer.start()
    reply = conn.send(message)
    timer.join()
    pool.release(conn)  # error: [POOL104] # step: released
    return reply
