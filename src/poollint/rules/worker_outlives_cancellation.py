"""## What it finds

A thread or job that still works on an object when a cancellation, or an error that nothing here handles,
ends the wait for it and gives the object back.

## Why it matters

Cancelling the `await` of a thread doesn't stop the thread. A request that times out gives its connection
back, and the thread goes on with it while another request has it.

## Example

```python
import asyncio

async def export(pool, render):
    async with pool.acquire() as conn:
        await asyncio.to_thread(render, conn)    # POOL403
```

## Better

```python
import asyncio

async def export(pool, render):
    conn = await pool.acquire()
    work = asyncio.ensure_future(asyncio.to_thread(render, conn))
    work.add_done_callback(lambda _: pool.release(conn))
    await asyncio.shield(work)
```

## Fix safety

No fix is offered: where the thread should end is for the program to say.

## Limits

One cancellation; a second one, while the first is handled, is not followed.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import primary, story


def tell(case: Lifecycle) -> Wording:
    return Wording(
        f"`{case.name}` goes back to the pool on a cancellation or error while a thread still holds it",
        primary(case),
        story(case, ", on a cancellation or error, before the thread has finished"),
        "give it back when the thread has finished, for example in a callback of its future",
    )


RULE = Rule(
    "POOL403",
    "worker-outlives-cancellation",
    "a thread or job works on an object that a cancellation or error gives back",
    default=False,
    tell=tell,
    module=__name__,
)
