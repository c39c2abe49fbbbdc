"""## What it finds

A path on which an error or a cancellation leaves the function, or passes the release by, while the object
is still held. What raises may stand in the cleanup itself, before the release.

## Why it matters

The pool counts the object as lent for good. It happens under load, when calls time out: then the pool runs
dry, and what was a slow database is a stopped service.

## Example

```python
def store(pool, row):
    conn = pool.getconn()           # POOL302
    conn.insert(row)
    pool.putconn(conn)
```

## Better

```python
def store(pool, row):
    conn = pool.getconn()
    try:
        conn.insert(row)
    finally:
        pool.putconn(conn)
```

## Fix safety

A `finally` that is there begins earlier, and what its pool resets by itself (psycopg_pool, asyncpg) is given
back by a new one, or by the pool's own block; what a `finally` does before its release gets one of its own.
That is safe where no way through it may hand the object on and leave, nothing runs late, and no release has
to wait for what may take long; a block that may commit at its end is not.

All else is unsafe. Where the catalogue knows how the pool throws an object away (`drop(conn)`), an error does
that. What is handed on at the end is given back by a handler that raises again; where the name gets another
object on the way it is None in between, and the `finally` asks it. For other pools a new `finally: release`
is shown and never made: a connection that failed in the middle of a conversation may have to be closed rather
than given back. Where some way without an error keeps the object, and may mean to, there is no `finally` but
a handler: only an error gives it back.

## Limits

Calls, `await`, iteration, `with` and `raise` may fail; names, attributes, items and arithmetic don't. Silent
for buffers and other plain memory, which is collected and missed by nobody, and where somebody else may own
the object by then. Tests are left alone.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import kept, left


def tell(case: Lifecycle) -> Wording:
    assert case.acquired is not None
    if case.what == "late":
        return Wording(
            "what a task takes out of the pool reaches nobody when the wait for it ends early",
            case.acquired,
            left(case),
            "cancel the task where the wait ends, and give back what it has taken out by then",
        )
    when = "a cancellation" if case.what == "cancel" else "an error"
    return Wording(
        f"`{case.name}` is not given back when {when} leaves before the release"
        if case.is_released
        else f"`{case.name}` is not given back when {when} leaves",
        case.acquired,
        left(case),
        kept(case),
    )


RULE = Rule(
    "POOL302",
    "not-released-on-error",
    "an error or cancellation path on which an object is neither given back nor handed on",
    default=False,
    tell=tell,
    module=__name__,
)
