"""For a pooled raw connection `close` means giving back, and `closing` calls it when the block ends."""
from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def version(engine: Engine):
    with closing(engine.connect()) as conn:  # step: acquired, released
        conn.execute("select 1")
        return conn.execute("select version()")  # error: [POOL101] # step: used
