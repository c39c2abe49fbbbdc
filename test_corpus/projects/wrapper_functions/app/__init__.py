"""Re-exports the wrapper of the pool under a name of its own."""

from .db import close_conn, get_conn as connect

__all__ = ["close_conn", "connect"]
