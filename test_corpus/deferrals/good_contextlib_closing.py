"""The cursor is opened inside the block."""
from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine


def version(engine: Engine):
    with closing(engine.connect()) as conn:
        conn.execute("select 1")
        return conn.execute("select version()")
