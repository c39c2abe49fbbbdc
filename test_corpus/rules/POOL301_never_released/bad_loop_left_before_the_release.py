"""The loop is left with the connection of this turn in hand; only a turn that comes to its end gives back."""
# select: POOL301


def probe(pool, hosts):
    for host in hosts:
        conn = pool.acquire()  # error: [POOL301]  # step: acquired
        if host.is_last:
            break
        conn.ping()
        pool.release(conn)  # step: released
    return len(hosts)  # step: left
