"""## What it finds

An object is given back while a task, thread or job that still uses it has not been waited for, on a path
that is written in the function (branches, `return`, `raise`, a handler).

## Why it matters

The task goes on with an object that the pool has lent to somebody else. Under light load it finishes in time.

## Example

```python
import asyncio

async def refresh(conn):
    await conn.execute("update stats")

async def handler(pool):
    conn = await pool.acquire()
    asyncio.create_task(refresh(conn))
    await pool.release(conn)    # POOL104
```

## Better

```python
import asyncio

async def refresh(conn):
    await conn.execute("update stats")

async def handler(pool):
    conn = await pool.acquire()
    task = asyncio.create_task(refresh(conn))
    await task
    await pool.release(conn)
```

## Fix safety

The release moves below what waits for the task or thread, which is safe where nothing else comes before it
then. Where nothing waits, a wait is put in: unsafe, since it may take long. A group that was opened before
the block that lends changes places with it, and where nothing can wait, a plain release is made when the
task is done: both unsafe.

## Limits

Paths on which only an uncaught error or a cancellation releases are left to POOL403 and POOL404. What goes to
another process or a broker is a copy.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import primary, story


def tell(case: Lifecycle) -> Wording:
    what = {"thread": "a thread", "device": "a copy", "background": "a background task"}.get(
        case.lane, "a task"
    )
    return Wording(
        f"`{case.name}` goes back to the pool while {what} still holds it",
        primary(case),
        story(case, f", before {what} has finished"),
        f"wait for {what} before the release, or let it acquire an object of its own",
    )


RULE = Rule(
    "POOL104",
    "release-before-task",
    "an object is given back while a task, thread or job still uses it",
    tell=tell,
    module=__name__,
)
