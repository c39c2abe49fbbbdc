"""Pools, as the catalogue describes them or as their verbs suggest: taking out, using, giving back."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Generator, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

from .jobs import pause, run_some_job
from .tables import (
    Acquire,
    PoolSpec,
    Release,
    discards,
    has_keyword,
    is_lock_name,
    is_pair,
    is_pool_name,
    lends,
    lends_for_a_block,
    names,
    takes_back,
    words_of,
)
from .things import Thing, lent
from .world import Tenure, World, rows_now

if TYPE_CHECKING:
    from .outside import Outside

_OWN_RELEASES = frozenset({"release", "checkin", "return_to_pool", "give_back", "release_to_pool"})
NOT_HERE = object()  # what a call comes to when the rules of this module say nothing about it


class Lease:
    """`with pool.connection() as conn`, where the object comes by the block alone."""

    def __init__(self, outside: Outside, spec: PoolSpec | None, index: int | None = None) -> None:
        self.outside = outside
        self.spec = spec
        self.index = index
        self.item: Thing | None = None

    def __enter__(self) -> Any:
        self.item = take(self.outside, self.spec)
        self.item.__dict__["o_blocks"].append(True)
        return _placed(self.item, self.index)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.item is not None
        give_back(self.outside.world, self.item, implicit(self.outside.world, error))

    def __call__(self, function: Any) -> Any:
        return function


class AsyncLease:
    """`await pool.acquire()` and `async with pool.acquire() as conn` alike; nothing is taken before."""

    def __init__(self, outside: Outside, spec: PoolSpec | None, index: int | None = None) -> None:
        self.outside = outside
        self.spec = spec
        self.index = index
        self.item: Thing | None = None

    async def _take(self) -> Thing:
        await pause(self.outside.world)
        self.outside.world.may_raise()
        return lent(self.outside, self.spec)

    async def _taken(self) -> Any:
        return _placed(await self._take(), self.index)

    def __await__(self) -> Generator[Any, Any, Any]:
        return self._taken().__await__()

    async def __aenter__(self) -> Any:
        self.item = await self._take()
        self.item.__dict__["o_blocks"].append(True)
        return _placed(self.item, self.index)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.item is not None
        await settle(self.outside.world, self.item, implicit(self.outside.world, error))


def _placed(item: Thing, index: int | None) -> Any:
    if index is None:
        return item
    return tuple(item if place == index else Thing(item.o_outside) for place in range(index + 2))


def take(outside: Outside, spec: PoolSpec | None) -> Thing:
    """Lend an object, by a plain call."""
    run_some_job(outside.world)
    outside.world.may_raise()
    return lent(outside, spec)


def implicit(world: World, error: BaseException | None) -> BaseException | None:
    """The error that a block ends with, unless the program raised it, or left a generator where it was."""
    if error is None or (isinstance(error, GeneratorExit) and not world.all_raise):
        return None
    return None if world.is_written(error) else error


def give_back(world: World, item: object, pending: BaseException | None = None) -> None:
    """The object goes back; anything else that is given back is a placeholder, or came from outside."""
    if not isinstance(item, Thing):
        return
    if item.o_tenure is None:
        item.__dict__["o_tenure"] = Tenure()
        world.lent += 1
    tenure = item.o_tenure
    assert tenure is not None
    world.release(tenure, pending)
    run_some_job(world)
    if world.all_raise:
        return  # a release that fails is nobody's plan
    try:
        world.may_raise()
    except Exception:
        tenure.state = "unknown"  # a release that raises says nothing about the object
        raise


async def settle(world: World, item: object, pending: BaseException | None = None) -> None:
    """Give back, then suspend: when exactly in its await a release takes effect is its own affair."""
    give_back(world, item, pending)
    tenure = item.o_tenure if isinstance(item, Thing) else None
    if tenure is not None:
        tenure.is_settling = True
    await pause(world)
    if tenure is not None:
        tenure.is_settling = False


def acquisition(
    outside: Outside, specs: tuple[PoolSpec, ...], verb: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Any:
    """What `pool.verb(...)` lends by an entry of the catalogue, or NOT_HERE."""
    for spec in specs:
        entries = [
            e for e in spec.acquire if e.name == verb and not e.function and has_keyword(e.when, kwargs)
        ]
        if entries:
            return lend(outside, spec, entries)
    return NOT_HERE


def lend(outside: Outside, spec: PoolSpec, entries: list[Acquire]) -> Any:
    """Lend in the form that the entry has."""
    entry = entries[0]
    forms = frozenset(form for e in entries for form in e.forms)
    awaits = entry.mode == "await" or (entry.mode == "either" and entry.name in outside.layout.lends_async)
    if awaits:
        return AsyncLease(outside, spec, entry.tuple_index)
    if "assign" not in forms:
        return Lease(outside, spec, entry.tuple_index)
    return _placed(take(outside, spec), entry.tuple_index)


def give_by_spec(
    outside: Outside, specs: tuple[PoolSpec, ...], verb: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Any:
    """What `pool.verb(conn)` does by an entry of the catalogue, or NOT_HERE."""
    for spec in specs:
        for entry in spec.release:
            if entry.form in ("arg", "function") and entry.name == verb:
                item = kwargs.get(entry.keyword or "", NOT_HERE)
                if item is NOT_HERE:
                    item = args[entry.arg] if len(args) > entry.arg else _object_of(args, kwargs)
                if spec.double_release == "noop" and isinstance(item, Thing) and item.o_tenure is not None:
                    item.o_tenure.noop = (
                        True  # one that came in as an argument, of which nothing else is known
                    )
                return _give(outside, item, entry, verb)
    return NOT_HERE


def _give(outside: Outside, item: object, entry: Release | None, verb: str) -> Any:
    if entry is None:
        awaits = (
            outside.release_awaits if outside.release_awaits is not None else verb in outside.layout.awaited
        )
    else:
        awaits = entry.mode == "await"
    if awaits:
        return outside.watched(settle(outside.world, item), item)
    give_back(outside.world, item)
    return Thing(outside, verb)


def _object_of(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> object:
    """The argument that is given back: the lent one, else the first."""
    values = [*args, *kwargs.values()]
    for value in values:
        if isinstance(value, Thing) and value.o_tenure is not None:
            return value
    return values[0] if values else None


def by_shape(
    outside: Outside, owner: Thing, verb: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Any:
    """What a method lends or takes back by its name alone, or NOT_HERE."""
    if is_lock_name(owner.o_name) or owner.o_name in outside.plain:
        return NOT_HERE
    on_pool = is_pool_name(owner.o_name)
    if takes_back(verb, on_pool) and (args or kwargs):
        item = _object_of(args, kwargs)
        if isinstance(item, Thing) or item is None:
            if discards(verb) and isinstance(item, Thing) and item.o_tenure is not None:
                item.o_tenure.noop = True
            return _give(outside, item, None, verb)
    is_lookup = verb in ("get", "pop") and bool(args) and (verb == "pop" or isinstance(args[0], str))
    if lends(verb, on_pool) and not is_lookup:
        awaits = outside.acquire_awaits
        if verb in outside.layout.lends_async if awaits is None else awaits:
            return AsyncLease(outside, None)
        item = take(outside, None)
        item.__dict__["o_scoped"] = on_pool or lends_for_a_block(verb)
        item.__dict__["o_pool_words"] = words_of(owner.o_name)
        item.__dict__["o_closes"] = on_pool and verb in ("get_connection", "connection")
        return item
    return NOT_HERE


def by_function(outside: Outside, verb: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    """What an imported function lends or takes back by its name, where its counterpart is imported, too."""
    imported = [name.rpartition(".")[2] for name in outside.layout.imports.values()]
    if not kwargs and len(args) == 1 and any(is_pair(name, verb) for name in imported):
        return _give(outside, args[0], None, verb)
    if any(is_pair(verb, name) for name in imported):
        return take(outside, None)
    if (
        verb in names("factory")
        and verb.endswith(("conn", "connection"))
        and outside.bound_name() in outside.layout.closed
    ):
        item = take(outside, None)
        item.__dict__["o_closes"] = True
        return item
    return NOT_HERE


def of_database(outside: Outside, where: str, name: str) -> Any:
    """What a common name of a factory lends for a block, where a database's word stands before it."""
    known = name in names("database-factory") and words_of(where) & names("database-word")
    known = known or (name == "begin" and where.endswith(tuple(names("session-maker"))))
    if not known or where in outside.plain:
        return NOT_HERE
    return AsyncLease(outside, None) if name in outside.layout.lends_async else Lease(outside, None)


def lender_of(name: str, args: tuple[Any, ...]) -> Tenure | None:
    """What an object of an imported class works through, where the catalogue says so of such names."""
    for item in args:
        spec = item.o_spec if isinstance(item, Thing) and item.o_tenure is not None else None
        if spec is not None and any(one.made and name.endswith(one.name) for one in spec.borrows):
            return item.o_tenure
    return None


def enter(item: Thing) -> Thing:
    """`with` on a lent object: its end releases by the catalogue, or where it was taken in that very line."""
    spec = item.o_spec
    if spec is not None:
        is_release = any(r.form == "with" for r in spec.release) and any(
            "with" in a.forms for a in spec.acquire
        )
        is_release = is_release and not spec.block_ends_transaction
    else:
        is_release = bool(set(rows_now()) & set(item.__dict__["o_born"]))
        if is_release and not item.__dict__.get("o_scoped", True) and item.o_tenure is not None:
            item.o_tenure.state = "unknown"  # the block may be a transaction's
    item.__dict__["o_blocks"].append(is_release)
    if not is_release and item.o_tenure is not None and not (spec and spec.block_ends_transaction):
        item.o_tenure.handed = True  # `with conn:` may give back
    if not is_release:
        item.o_touch()
    return item


def leave(item: Thing, error: BaseException | None) -> None:
    """The end of that block."""
    world = item.o_world
    if item.__dict__["o_blocks"].pop():
        give_back(world, item, implicit(world, error))
    else:
        item.o_touch()
        world.may_raise()


async def leave_async(item: Thing, error: BaseException | None) -> None:
    """The end of an asynchronous one."""
    world = item.o_world
    if item.__dict__["o_blocks"].pop():
        await settle(world, item, implicit(world, error))
    else:
        item.o_touch()
        await pause(world)
        world.may_raise()


def method(item: Thing, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    """A method of a lent object is called."""
    outside = item.o_outside
    world = outside.world
    spec = item.o_spec
    tenure = item.o_tenure
    assert tenure is not None
    if name in names("reviving"):
        tenure.state = "unknown"  # it stands for another one now
        return outside.answer(name)
    if spec is not None:
        for entry in spec.release:
            if entry.form == "self" and entry.name == name:
                return _give(outside, item, entry, name)
    elif (name in _OWN_RELEASES or (name == "close" and item.__dict__.get("o_closes"))) and not args:
        tenure.noop = tenure.noop or name == "close"  # a proxy, or the thing itself: gone either way
        return _give(outside, item, None, name)
    gives = spec is not None and name in spec.gives_by_error
    if Thing(outside, name).o_is_status(item) and not args and not gives:
        return outside.answer(name)
    if (spec is not None and name in spec.coroutines) or name in outside.layout.awaited:
        return _run_method(item, name, args, kwargs)
    if not gives:
        item.o_touch()
    outside.look_at([*args, *kwargs.values()])
    outside.hand_over([*args, *kwargs.values()])
    tenure.handed = tenure.handed or name in names("disposing")
    try:
        world.may_raise()
    except Exception:
        if gives and not item.__dict__["o_blocks"] and tenure.state == "held":
            world.release(tenure)
        raise
    return _answer(item, name)


@contextlib.contextmanager
def cleaning_up(used: list[Any]) -> Iterator[None]:
    """What is cancelled while it works on something uses it once more, to clean up."""
    try:
        yield
    except asyncio.CancelledError:
        for item in used:
            item.o_touch()
        raise


def _answer(item: Thing, name: str) -> Any:
    spec = item.o_spec
    if spec is not None and name in spec.settles and item.o_tenure is not None:
        item.o_tenure.state = "unknown"  # read empty: what comes later needs no connection
    answer = item.o_outside.answer(name)
    if answer is None:
        return None
    if spec is None or not any(b.name == name and b.fate == "safe" for b in spec.borrows):
        answer.__dict__["o_lender"] = item.o_tenure
    return answer


async def _run_method(item: Thing, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    item.o_touch()
    item.o_outside.look_at([*args, *kwargs.values()])
    item.o_outside.hand_over([*args, *kwargs.values(), *([item] if name in names("disposing") else [])])
    with cleaning_up([item]):
        await pause(item.o_world)
    item.o_world.may_raise()
    return _answer(item, name)
