"""They are used while it is held."""
# select: POOL106


def fetch(ssh_pool, path):
    with ssh_pool.acquire() as conn:
        files = conn.open_sftp()
        return files.stat(path).st_size


def lines(pool):
    sock = pool.acquire()
    reader = sock.makefile("rb")
    line = reader.readline()
    pool.release(sock)
    return line
