"""What is opened on a connection goes on over it: a channel, a file over a socket, a transfer."""
# select: POOL106


def fetch(ssh_pool, path):
    with ssh_pool.acquire() as conn:  # step: acquired, released
        files = conn.open_sftp()  # step: borrowed
    return files.open(path)  # error: [POOL106]  # step: used


def lines(pool):
    sock = pool.acquire()  # step: acquired
    reader = sock.makefile("rb")  # step: borrowed
    pool.release(sock)  # error: [POOL106]  # step: released
    return reader.readline()  # step: used
