"""## What it finds

An object is given back inside a `try` or `with`, and a handler, a `finally` block or the end of a `with`
around that release still uses it.

## Why it matters

These blocks run after the release, often only when something fails, so tests seldom see it.

## Example

```python
def store(pool, row):
    conn = pool.getconn()
    try:
        conn.insert(row)
        pool.putconn(conn)      # POOL103
    finally:
        conn.unlock()
```

## Better

```python
def store(pool, row):
    conn = pool.getconn()
    try:
        conn.insert(row)
    finally:
        conn.unlock()
        pool.putconn(conn)
```

## Fix safety

The release moves to the end of the `finally` that still uses the object, or into one from the acquisition on.
Unsafe: it happens after an error then as well. Safe where it can stand below the whole block.

## Limits

A release that itself raises leaves the object in doubt: silent. Only calls, awaits, iteration and
`with` are taken to raise.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import acquired, is_silent_after_release, primary, released, used


def tell(case: Lifecycle) -> Wording:
    return Wording(
        f"`{case.name}` goes back to the pool before an enclosing block that still uses it",
        primary(case),
        (*acquired(case), *released(case), *used(case)),
        "release it at the very end of the enclosing block",
    )


def applies(case: Lifecycle) -> bool:
    return not is_silent_after_release(case)


RULE = Rule(
    "POOL103",
    "release-before-finally",
    "a handler, `finally` or with exit around the release still uses the object",
    tell=tell,
    applies=applies,
    module=__name__,
)
