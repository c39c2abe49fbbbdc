"""## What it finds

A value that lives off an object (a cursor, a row stream, a transaction, a view of a buffer, the body of a
response, a lazy iterator over one of them) is used, runs, is returned or sent on after the object was given
back to its pool.

## Why it matters

Such a value has nothing of its own: it reads through the connection, or shares the memory, that the pool
may have lent to somebody else by then. It raises, or silently reads another caller's data.

## Example

```python
def names(pool):
    conn = pool.getconn()
    cursor = conn.cursor()
    cursor.execute("select name from users")
    pool.putconn(conn)          # POOL106
    return [row[0] for row in cursor]
```

## Better

```python
def names(pool):
    conn = pool.getconn()
    cursor = conn.cursor()
    cursor.execute("select name from users")
    found = [row[0] for row in cursor]
    pool.putconn(conn)
    return found
```

## Fix safety

As for the object itself: the release moves below the last use of what was borrowed, into a `finally`, or
late statements move into the block. No fix where the value is returned: read it, or let the caller release.

## Limits

Which results are borrowed is known for the libraries of the catalogue; for others by a short list of method
names (`cursor`, `transaction`, `iter_lines` …). What is read out (`fetchall()`, `list()`, `bytes()`,
`.copy()`) ends the loan. Silent where only a state is read or the value is closed late (`cursor.close()`),
and where `execute()` gives a list in some libraries and a cursor in others, unless what is called on the
result tells.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import primary, story


def tell(case: Lifecycle) -> Wording:
    value = f"`{case.borrowed_name}`, which lives" if case.borrowed_name else "a value that lives"
    where = "at the end of its block, before" if case.release_is_exit else "before"
    return Wording(
        f"`{case.name}` goes back to the pool {where} the last use of {value} off it",
        primary(case),
        story(case, ""),
        "read the value out before the release",
    )


RULE = Rule(
    "POOL106",
    "borrow-outlives-release",
    "a value that lives off an object is used after that was given back",
    default=False,
    tell=tell,
    module=__name__,
)
