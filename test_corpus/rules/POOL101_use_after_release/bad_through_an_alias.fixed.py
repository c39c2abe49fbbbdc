"""A second name for the same socket: releasing it under the one and writing under the other."""


def push(socket_pool, frames):
    sock = socket_pool.checkout()  # step: acquired
    writer = sock
    for frame in frames:
        writer.sendall(frame)
    writer.sendall(b"\r\n")  # step: used
    socket_pool.checkin(sock)  # error: [POOL101] # step: released
