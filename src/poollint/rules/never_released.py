"""## What it finds

A path without an error on which an object is neither given back nor handed on: an early `return` or
`continue`, a name that is bound to something else first, or no release at all.

## Why it matters

The pool counts the object as lent for good. Each such path takes one away, until everybody waits.

## Example

```python
def head(pool, request):
    conn = pool.getconn()           # POOL301
    reply = conn.send(request)
    if request.method == "HEAD":
        return None
    rows = reply.rows()
    pool.putconn(conn)
    return rows
```

## Better

```python
def head(pool, request):
    conn = pool.getconn()
    try:
        reply = conn.send(request)
        if request.method == "HEAD":
            return None
        return reply.rows()
    finally:
        pool.putconn(conn)
```

## Fix safety

The release goes above each `return`, or above what takes the name away, in the words of a release that is
written. That is safe where whoever comes there holds the object, nobody else has got it before, and nothing
gives it back later; else it is unsafe. What an error keeps may be told of then, as POOL302.

All other fixes release after an error as well. A `try` whose `finally` gives it back begins right behind the
acquisition; else the pool's own `with` takes it out, where the catalogue has one; memory, and what its pool
resets by itself, is given back by a `finally` of its own. These are safe where no way through them may hand
the object on and leave, nothing runs late, and no release has to wait for what may take long; a block that
may commit at its end is not. For anything else the `finally` is shown and never made: a connection in the
middle of a conversation is not for the next one. No fix where the object is stored or handed on.

## Limits

Silent where somebody else may own the object by then: it was returned, yielded, stored, sent, given to a
scheduler, or to a call that is not resolved, and no release follows. Silent where an `if` of the program's
own decides about the release alone, where the object was closed, and where the library gives back what is
garbage collected. Tests are left alone.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import kept, left


def tell(case: Lifecycle) -> Wording:
    assert case.acquired is not None
    never = "" if case.is_released else " at all"
    message = f"`{case.name}` is not given back{never}"
    if case.is_released:
        message += " on a path without an error"
    return Wording(message, case.acquired, left(case), kept(case))


RULE = Rule(
    "POOL301",
    "never-released",
    "a path without an error on which an object is neither given back nor handed on",
    default=False,
    tell=tell,
    module=__name__,
)
