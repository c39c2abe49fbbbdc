"""## What it finds

An object that is given back to a pool other than the one that lent it: another name, or the same name
bound to a new pool in between.

## Why it matters

The pool that lent it counts it as lent for good, and the other one lends an object that it did not make,
to another server or with other rights, or refuses it with an error.

## Example

```python
class Client:
    async def execute(self, sql):
        conn = await self.pool.acquire()
        try:
            return await conn.execute(sql)
        except ConnectionError:
            self.pool = await self.create_pool()
            raise
        finally:
            await self.pool.release(conn)       # POOL203
```

## Better

```python
class Client:
    async def execute(self, sql):
        pool = self.pool
        conn = await pool.acquire()
        try:
            return await conn.execute(sql)
        except ConnectionError:
            self.pool = await self.create_pool()
            raise
        finally:
            await pool.release(conn)
```

## Fix safety

No fix is offered: which of the two pools was meant is for the program to say.

## Limits

Reported where both are surely different pools: two attributes of one owner, two parameters, or a name that
this function binds anew. Elements of a list of pools are nobody in particular. Tests are left alone.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import acquired, step


def tell(case: Lifecycle) -> Wording:
    steps = [*acquired(case), step("released", case.release, "given back to another pool here")]
    return Wording(
        f"`{case.name}` goes back to another pool than the one that lent it",
        case.release,
        tuple(steps),
        "keep the pool in a local name and release to that",
    )


RULE = Rule(
    "POOL203",
    "release-to-other-pool",
    "an object is given back to a pool that it did not come from",
    default=False,
    tell=tell,
    module=__name__,
)
