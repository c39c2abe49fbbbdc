"""## What it finds

A task that still uses an object when an error or cancellation that nothing here handles gives the object
back: one member of a `gather` has failed, a wait has timed out, an error came before the `await`.

## Why it matters

`asyncio.gather` raises with its first failure, and the other tasks run on. The block around it is left, the
connection goes back, and the others still send their statements on it.

## Example

```python
import asyncio

async def copy(pool, rows, refresh, audit):
    async with pool.acquire() as conn:
        await asyncio.gather(refresh(conn), audit(conn))    # POOL404
```

## Better

```python
import asyncio

async def copy(pool, rows, refresh, audit):
    async with pool.acquire() as conn:
        async with asyncio.TaskGroup() as group:
            group.create_task(refresh(conn))
            group.create_task(audit(conn))
```

## Fix safety

No fix is offered: a group cancels what a `gather` lets run.

## Limits

One failure or cancellation; a second one, while the first is handled, is not followed.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import primary, story


def tell(case: Lifecycle) -> Wording:
    return Wording(
        f"`{case.name}` goes back to the pool on an error or cancellation while a task still holds it",
        primary(case),
        story(case, ", on an error or cancellation, before the task has finished"),
        "wait for all tasks on every way out, for example in a TaskGroup",
    )


RULE = Rule(
    "POOL404",
    "sibling-outlives-failure",
    "a task uses an object that an error or cancellation gives back",
    default=False,
    tell=tell,
    module=__name__,
)
