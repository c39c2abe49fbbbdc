"""## What it finds

An object is given back twice on some path.

## Why it matters

Many pools then lend the same object to two callers at once; others raise, or open a new object.

## Example

```python
def step(pool, request, preempt):
    block = pool.alloc(request.size)
    if request.finished:
        pool.free(block)
    if preempt:
        pool.free(block)        # POOL201
```

## Better

```python
def step(pool, request, preempt):
    block = pool.alloc(request.size)
    if request.finished or preempt:
        pool.free(block)
```

## Fix safety

The later release goes where no path leads to it but through the first, the first where the later one always
follows; that changes no path that was right. Unsafe: `elif`, one `finally` from the acquisition on, a flag.

## Limits

Silent where the library documents a second release as doing nothing. Different conditions count as
independent; the same unchanged condition, tested twice, does not.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import acquired, step


def tell(case: Lifecycle) -> Wording:
    first = case.first_release
    steps = acquired(case)
    if first is not None:
        by_itself = case.deferred is not None
        steps.append(step("released", first, "told here to give it back" if by_itself else "released here"))
    again = (
        "released again here" if first != case.late else "released again here, in a later turn of the loop"
    )
    steps.append(step("released", case.late, again))
    if case.inner is not None:
        steps.append(
            step("released", case.inner, f"`{case.inner_function}` gives it back here", case.inner_file)
        )
    return Wording(
        f"`{case.name}` is given back to the pool twice",
        case.late,
        tuple(steps),
        "release it once, where every path passes",
    )


def applies(case: Lifecycle) -> bool:
    return case.spec is None or case.spec.double_release != "noop"


RULE = Rule(
    "POOL201",
    "double-release",
    "an object is given back twice on some path",
    tell=tell,
    applies=applies,
    module=__name__,
)
