"""## What it finds

An object is given back to its pool, and a later statement on some path still uses it.

## Why it matters

From the release on, the pool may hand the object to somebody else. The late statement then reads or
changes another caller's data, or raises, depending on the library.

## Example

```python
def export(pool, rows):
    conn = pool.getconn()
    write_rows(conn, rows)
    pool.putconn(conn)          # POOL101
    conn.commit()
```

## Better

```python
def export(pool, rows):
    conn = pool.getconn()
    write_rows(conn, rows)
    conn.commit()
    pool.putconn(conn)
```

## Fix safety

The release moves below the last use: safe where nothing that may take long or take out another object runs
before it then. Where something on the way may raise or leave, it goes into a `finally`; one that gives it
back goes below the statements that still use it. Unsafe: late statements that move into a `with` block
whose end may commit or roll back, a `finally` from the acquisition on, a release out of a loop.

## Limits

Silent where the object is only compared, logged or asked for its state (`closed`, `in_use` …), where it
is reached through a container, and where the library is known to take out another object by itself.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import acquired, is_silent_after_release, primary, released, used


def tell(case: Lifecycle) -> Wording:
    where = "at the end of its block, before" if case.release_is_exit else "before"
    return Wording(
        f"`{case.name}` goes back to the pool {where} its last use",
        primary(case),
        (*acquired(case), *released(case), *used(case)),
        "move the release behind the last use" if not case.release_is_exit else "use it inside the block",
    )


def applies(case: Lifecycle) -> bool:
    return not is_silent_after_release(case)


RULE = Rule(
    "POOL101",
    "use-after-release",
    "an object is used after it was given back to its pool",
    tell=tell,
    applies=applies,
    module=__name__,
)
