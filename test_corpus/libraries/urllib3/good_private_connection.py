"""It is put back after the answer."""
import urllib3


def raw(host, path):
    pool = urllib3.HTTPConnectionPool(host)
    conn = pool._get_conn()
    conn.request("GET", path)
    body = conn.getresponse().read()
    pool._put_conn(conn)
    return body
