"""What makes something run later: stand-ins made from the `[[defer]]` records."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .handles import Handle
from .jobs import Job
from .loop import drive
from .tables import Deferral
from .things import Thing

if TYPE_CHECKING:
    from .outside import Outside

_MISSING = object()
_MAPS = frozenset({"map", "imap", "imap_unordered", "starmap"})


def call_filled(outside: Outside, body: Any, args: Iterable[Any], kwargs: Mapping[str, Any]) -> Any:
    """Call with these arguments, and something opaque for each further one that the callee asks for."""
    given = list(args)
    if not isinstance(body, Thing):
        try:
            parameters = outside.layout.parameters_of(body)
        except (TypeError, ValueError):
            parameters = []
        for parameter in parameters[len(given) :]:
            plain = parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
            if plain and parameter.default is parameter.empty and parameter.name not in kwargs:
                given.append(outside.argument(parameter.name))
    return body(*given, **kwargs)


def defer(
    outside: Outside,
    record: Deferral,
    owner: Thing | None,
    name: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    """A call that makes something run later, in the lane of its record."""
    if record.lane == "copy":  # the work is done elsewhere, on a copy
        return Thing(outside, name)
    if record.lane == "lazy":
        return _lazy(outside, record, name, args, kwargs)
    outside.hand_over([*args, *kwargs.values()])
    todo = list(bodies(outside, record, name, args, kwargs))
    if record.itself and owner is not None:
        todo.append(owner.o_touch)  # whoever has it by then is called back
    if record.lane == "now":
        return [drive(outside.world, body()) for body in todo][-1] if todo else None
    handle = Handle(outside, name, record, todo)
    handle.__dict__.update(o_how=(name, args, kwargs), o_on=owner)
    outside.deferred.append(handle)
    if record.handle == "block":
        return _until_the_block_ends(outside, record, handle)
    behind = owner.o_jobs if owner is not None and record.lane == "callback" else []
    if record.start is None:
        handle.o_start([h for h in behind if h.o_record.lane == "callback"])
    if record.handle in ("receiver", "both") and owner is not None:
        owner.o_jobs.append(handle)
    if record.start is not None:
        return handle
    if name in _MAPS:
        return _results(handle)
    if record.handle == "receiver" and owner is not None and record.lane == "callback":
        return owner
    if record.handle in ("receiver", "none"):
        return Thing(outside, name)
    work = handle.o_work
    return work[0] if len(work) == 1 and hasattr(work[0], "cancelled") else handle


def link_behind(
    outside: Outside,
    record: Deferral,
    owner: Handle,
    name: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> None:
    """A callback of something that has jobs: it runs when they are done, at once where they are."""
    handle = Handle(outside, name, record, list(bodies(outside, record, name, args, kwargs)))
    handle.__dict__.update(o_how=(name, args, kwargs), o_on=owner)
    outside.deferred.append(handle)
    for body in handle.o_bodies:
        for job in owner.o_jobs_of():
            work = Job(outside.world, body, job.lane, place="linked")
            handle.o_work.append(work)
            job.callbacks.append(work.run) if not job.is_done else work.run()


def _lazy(
    outside: Outside, record: Deferral, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """It is iterated, called or awaited later; a list of handles is waited for as a whole."""
    made = Thing(outside, name)
    if record.args == "iterable":
        made.__dict__["o_parts"] = [*args, *kwargs.values()]
        return made
    _, body = find_body(record, args, kwargs)
    if isinstance(body, list | tuple | Handle):
        made.o_jobs += [body] if isinstance(body, Handle) else body
        return made
    todo = list(bodies(outside, record, name, args, kwargs))
    return functools.partial(todo[0]) if todo else made


def _until_the_block_ends(outside: Outside, record: Deferral, handle: Handle) -> Thing:
    """Run it where the outermost block of its kind ends well; where no block is, at once."""
    block = next((thing for thing in outside.open_blocks if thing.o_kind in record.blocks), None)
    if block is not None:
        block.o_jobs.append(handle)
    elif outside.world.choose(2):
        handle.o_start()  # the block is the caller's
    else:
        for body in handle.o_bodies:
            body()
    return Thing(outside, "")


def _results(handle: Handle) -> Iterator[object]:
    for job in handle.o_jobs_of():
        job.run()
        if job.error is not None:
            raise job.error
        yield job.value


def bodies(
    outside: Outside, record: Deferral, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Iterator[Callable[[], object]]:
    """What a call makes run, ready to be called."""
    if record.body == ("*",):
        for value in args:
            yield functools.partial(_run_each, outside, record.lane, value)
        return
    place, body = find_body(record, args, kwargs)
    if body is _MISSING or body is None:
        return
    rest: tuple[Any, ...] = ()
    named: dict[str, Any] = {}
    after = args[place + 1 :] if place is not None else ()
    if record.args == "rest":
        rest = after if place is not None else args
        named = {k: v for k, v in kwargs.items() if k not in record.body}
    elif record.args in ("args", "argument"):
        positional = [value for value in after if isinstance(value, tuple | list)]
        rest = tuple(kwargs.get(record.args) or (positional[0] if positional else ()))
        named = dict(kwargs.get("kwargs") or next((value for value in after if isinstance(value, dict)), {}))
    if record.args in ("iterable", "value"):
        yield lambda: _read(outside, body)
    elif inspect.isawaitable(body) and not isinstance(body, Thing):
        yield lambda: body
    elif isinstance(body, Thing) and record.args == "none" and record.lane == "task":
        yield lambda: body  # an awaitable out of sight
    elif name in _MAPS and rest:
        for items in zip(*rest, strict=False):
            given = tuple(items[0]) if name.startswith("starmap") else items
            yield lambda given=given: call_filled(outside, body, given, named)  # type: ignore[misc]
    else:
        yield lambda: call_filled(outside, body, rest, named)


def _run_each(outside: Outside, lane: str, value: Any) -> Any:
    """One of several bodies: to be awaited in the lane of tasks, to be called in any other."""
    if lane == "task" or not callable(value):
        return value
    return call_filled(outside, value, (), {})


def _read(outside: Outside, value: Any) -> None:
    """What is not called but iterated or looked at later."""
    if isinstance(value, Iterator):
        for _ in value:
            pass
    else:
        outside.look_at([value])


def find_body(record: Deferral, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[int | None, Any]:
    """What a call defers, and its position."""
    for where in record.body:
        if where.isdigit():
            if len(args) > int(where):
                return int(where), args[int(where)]
        elif where in kwargs:
            return None, kwargs[where]
    return None, _MISSING


def key_of(record: Deferral, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """The key under which a call registers, or a value that equals nothing."""
    where = record.key or ""
    if where.isdigit() and len(args) > int(where):
        return args[int(where)]
    return kwargs.get(where, _MISSING)
