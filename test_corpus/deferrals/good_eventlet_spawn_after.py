"""The timer is cancelled."""
import eventlet


def receive(pool):
    sock = pool.get()
    timer = eventlet.spawn_after(5, sock.shutdown)
    message = sock.recv(4096)
    timer.cancel()
    pool.put(sock)
    return message
