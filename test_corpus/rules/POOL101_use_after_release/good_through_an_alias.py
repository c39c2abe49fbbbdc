"""The alias writes before the socket goes back."""


def push(socket_pool, frames):
    sock = socket_pool.checkout()
    writer = sock
    for frame in frames:
        writer.sendall(frame)
    writer.sendall(b"\r\n")
    socket_pool.checkin(sock)
