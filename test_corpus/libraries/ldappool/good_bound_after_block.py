"""The search stands inside."""
from ldappool import ConnectionManager


def find(directory: ConnectionManager, base):
    with directory.connection("cn=admin", "secret") as conn:
        who = conn.whoami_s()
        return who, conn.search_s(base, 2)
