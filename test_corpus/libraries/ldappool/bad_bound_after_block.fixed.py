"""The search is sent on a connection that somebody else has bound."""
from ldappool import ConnectionManager


def find(directory: ConnectionManager, base):
    with directory.connection("cn=admin", "secret") as conn:  # step: acquired, released
        who = conn.whoami_s()
        return who, conn.search_s(base, 2)  # error: [POOL101] # step: used
