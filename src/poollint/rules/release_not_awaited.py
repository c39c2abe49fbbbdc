"""## What it finds

The release is a coroutine that is neither awaited nor handed on.

## Why it matters

Nothing is released: the coroutine never runs, and the pool runs dry.

## Example

```python
import asyncpg

async def count(pool: asyncpg.Pool):
    conn = await pool.acquire()
    total = await conn.fetchval("select count(*) from orders")
    pool.release(conn)          # POOL202
    return total
```

## Better

```python
import asyncpg

async def count(pool: asyncpg.Pool):
    conn = await pool.acquire()
    total = await conn.fetchval("select count(*) from orders")
    await pool.release(conn)
    return total
```

## Fix safety

`await` is put before it: safe, in an `async def`. No fix where the object is used afterwards.

## Limits

Only where the catalogue knows that the release, or the `close` of a client, is a coroutine; in several
libraries a plain call is enough.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import acquired, step


def tell(case: Lifecycle) -> Wording:
    return Wording(
        f"the release of `{case.name}` is never awaited",
        case.late,
        (*acquired(case), step("released", case.late, "this makes a coroutine that never runs")),
        "await it",
    )


RULE = Rule(
    "POOL202",
    "release-not-awaited",
    "the release is a coroutine that is never awaited",
    tell=tell,
    module=__name__,
)
