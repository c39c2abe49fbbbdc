"""The connection sends its request when another thread has it."""
import urllib3


def raw(host, path):
    pool = urllib3.HTTPConnectionPool(host)
    conn = pool._get_conn()  # step: acquired
    try:
        conn.request("GET", path)  # step: used
    finally:
        pool._put_conn(conn)  # error: [POOL101] # step: released
