"""The turn that leaves the loop gives back as well, or leaves with what is handed on."""
# select: POOL301


def probe(pool, hosts):
    for host in hosts:
        conn = pool.acquire()
        if host.is_last:
            pool.release(conn)
            break
        conn.ping()
        pool.release(conn)
    return len(hosts)


def first_ready(pool, hosts):
    for host in hosts:
        conn = pool.acquire()
        if conn.ready(host):
            return conn
        pool.release(conn)
    return None
