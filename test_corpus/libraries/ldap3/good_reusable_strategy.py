"""The pool is inside one connection object, which lends nothing."""
from ldap3 import Connection, REUSABLE


def search(server, base):
    pool = Connection(server, client_strategy=REUSABLE)
    found = pool.search(base, "(objectClass=*)")
    pool.unbind()
    return pool.get_response(found)
