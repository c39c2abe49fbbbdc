"""## What it finds

An object is given back while a callback, an exit stack entry or a lazy value (closure, `partial`, bound
method, generator, coroutine) that still needs it has not run yet.

## Why it matters

The deferred code runs later, with an object that is somebody else's by then. Nothing at the place of the
release shows it.

## Example

```python
from contextlib import ExitStack

def handle(pool, request):
    with ExitStack() as deferred:
        req = pool.acquire()
        deferred.callback(lambda: audit(req.user))
        pool.release(req)       # POOL102
        return render(request)
```

## Better

```python
from contextlib import ExitStack

def handle(pool, request):
    with ExitStack() as deferred:
        req = pool.acquire()
        deferred.callback(pool.release, req)
        deferred.callback(lambda: audit(req.user))
        return render(request)
```

## Fix safety

The release moves below the block at whose end the callback runs, which is safe, or is registered on the
exit stack first, which is not: it happens after an error then as well. Where nothing can wait for a future
or task, a plain release becomes its callback: unsafe. No fix where a timer, the event loop or the caller
runs the late code.

## Limits

A function that is not in this file is taken to run the closures it gets during the call and to keep none.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import LAZY, is_silent_after_release, primary, story


def tell(case: Lifecycle) -> Wording:
    lazy = case.lane in LAZY
    what = "a lazy value" if lazy else "a callback"
    return Wording(
        f"`{case.name}` goes back to the pool before {what} that uses it",
        primary(case),
        story(case, ", before that has run"),
        "release it when the deferred code has run",
    )


def applies(case: Lifecycle) -> bool:
    return not (is_silent_after_release(case) and case.lane in LAZY)


RULE = Rule(
    "POOL102",
    "release-before-callback",
    "an object is given back before a callback or lazy value that still uses it",
    tell=tell,
    applies=applies,
    module=__name__,
)
