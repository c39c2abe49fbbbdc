"""## What it finds

A statement that goes to the pool while a transaction is open on an object taken from that pool.

## Why it matters

The pool takes another connection for it. The statement is not part of the transaction: a rollback leaves it
in place, it does not see what the transaction has written, and it may wait for a lock that the transaction
holds, or for a connection that nobody gives back.

## Example

```python
async def pay(pool, account, amount):
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute("update accounts set sum = sum - $2 where id = $1", account, amount)
        await pool.execute("insert into log values ($1, $2)", account, amount)    # POOL401
```

## Better

```python
async def pay(pool, account, amount):
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute("update accounts set sum = sum - $2 where id = $1", account, amount)
        await conn.execute("insert into log values ($1, $2)", account, amount)
```

## Fix safety

No fix is offered: what should survive a rollback is for the program to say.

## Limits

Only methods that are known to run a statement on a connection of their own count, on the pool that lent the
object, in the same function or in one of the project that it calls.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import acquired, step


def tell(case: Lifecycle) -> Wording:
    steps = [*acquired(case)]
    if case.borrowed is not None and case.borrowed != case.acquired:
        steps.append(step("borrowed", case.borrowed, "a transaction on it begins here"))
    past = "this statement goes to the pool, past the open transaction"
    if case.inner is None:
        steps.append(step("used", case.late, past))
    else:
        steps.append(step("used", case.late, "called here while the transaction is open"))
        steps.append(step("used", case.inner, past, case.inner_file))
    return Wording(
        f"a statement goes to the pool while a transaction is open on `{case.name}`",
        case.late,
        tuple(steps),
        f"send it to `{case.name}`, or run it outside of the transaction",
    )


RULE = Rule(
    "POOL401",
    "pool-bypassed-in-transaction",
    "a statement goes to the pool while a transaction is open on an object of it",
    default=False,
    tell=tell,
    module=__name__,
)
