"""## What it finds

An object is returned, yielded, sent to a queue or put into an attribute in such a way that who works with it
there gets it already given back.

## Why it matters

The receiver works with an object that belongs to the next borrower.

## Example

```python
def first(pool):
    with pool.connection() as conn:
        return conn             # POOL105
```

## Better

```python
def first(pool):
    with pool.connection() as conn:
        return conn.fetch_first()
```

## Fix safety

No fix for what is returned or sent: who gets the object should release it. A release before a `yield` moves
below it: safe in a context manager or a fixture, which lends for its block, unsafe elsewhere.

## Limits

A store in a global or somebody else's container is not followed; one in an attribute counts where a method
of the class works with it, and one before the release only where nothing in between could have meant to.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import acquired, primary, released, story, used


def tell(case: Lifecycle) -> Wording:
    steps = (*acquired(case), *released(case), *used(case)) if case.what != "kept" else story(case, "")
    if case.what == "sent":
        steps = (*acquired(case), *used(case), *released(case))
    verb = case.what if case.what in ("returned", "yielded", "sent") else "handed on"
    return Wording(
        f"`{case.name}` is {verb}, but has been given back by the time it arrives",
        primary(case),
        steps,
        "hand on a value made from it, or let the receiver release it",
    )


RULE = Rule(
    "POOL105",
    "released-object-escapes",
    "an object is returned, yielded or sent although it has been given back",
    tell=tell,
    module=__name__,
)
