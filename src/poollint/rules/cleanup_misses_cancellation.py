"""## What it finds

A release for the error case that stands in `except Exception`, where a cancellation passes it by. Also what
marks a connection as broken there (`conn.reader.set_exception(error)`) before a `finally` gives it back:
after a cancellation in the middle of a request the next one gets the answer. So it does where a `finally`
gives a connection back between the sending of a request and the reading of its answer.

## Why it matters

`asyncio.CancelledError` is a `BaseException`: it goes past `except Exception`. Every request that times out
or whose client goes away then takes an object out of the pool for good.

## Example

```python
async def open_session(slots, driver):
    slot = await slots.acquire()    # POOL402
    try:
        session = await driver.new_session(slot)
    except Exception:
        slots.release(slot)
        raise
    return session
```

## Better

```python
async def open_session(slots, driver):
    slot = await slots.acquire()
    try:
        session = await driver.new_session(slot)
    except BaseException:
        slots.release(slot)
        raise
    return session
```

## Fix safety

`except Exception` becomes `except BaseException` where the handler raises again at its end. Unsafe: all
else in the handler happens then after a cancellation as well. No fix where it goes on: it would swallow the
cancellation.

## Limits

As for POOL302; only where an error releases and nothing but a cancellation leaks.
"""

from poollint.lifecycle import Lifecycle, Wording
from poollint.rules import Rule
from poollint.wording import acquired, left, step


def tell(case: Lifecycle) -> Wording:
    assert case.acquired is not None
    if case.what == "marked":
        steps = [*acquired(case), step("used", case.late, "an error marks it here")]
        if case.handler is not None:
            steps.append(step("left", case.handler, "a cancellation passes by this handler"))
        steps.append(step("released", case.release, "goes back here all the same"))
        return Wording(
            f"`{case.name}` goes back unmarked when the task is cancelled, only an error marks it",
            case.release,
            tuple(steps),
            "mark it in `except BaseException`",
        )
    if case.what == "unread":
        steps = [*acquired(case), step("left", case.late, "a cancellation here leaves the answer unread")]
        steps.append(step("released", case.release, "goes back here all the same"))
        return Wording(
            f"`{case.name}` goes back with an answer unread when the task is cancelled",
            case.release,
            tuple(steps),
            "close it in `except BaseException`, so that it is not lent again",
        )
    return Wording(
        f"`{case.name}` is not given back when the task is cancelled, only on an `Exception`",
        case.acquired,
        left(case),
        "release it in `except BaseException` or `finally`",
    )


RULE = Rule(
    "POOL402",
    "cleanup-misses-cancellation",
    "the only release for the error case is one that a cancellation passes by",
    default=False,
    tell=tell,
    module=__name__,
)
