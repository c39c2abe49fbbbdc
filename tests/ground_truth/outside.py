"""Everything that a program can import, be given or call, for one run: made from the linter's catalogue."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Coroutine
from types import CoroutineType, FunctionType, MethodType
from typing import Any

from . import deferring, lending, waiting
from .blocks import Blocks
from .decorated import decorate
from .handles import Handle, running_loop
from .imports import Gone, Imports, Swallows
from .jobs import Job, pause, run_some_job
from .layout import Layout
from .owners import hand_over
from .shelves import put_shelves
from .tables import (
    Catalogue,
    PoolSpec,
    asks_by_keyword,
    deferral,
    exit_join,
    has_keyword,
    is_logging,
    is_pool_name,
    is_quiet,
    names,
    opens_plainly,
    reads_updates,
    words_of,
)
from .things import Thing, lent
from .world import AWAITING, PROGRAM, World, current_row

MAX_REPEATS = 2  # an opaque condition that is asked again and again says no in the end
_CARRIED_OUT = ("apply_async", "map_async", "run_async", "to_async")
_SENDS = frozenset({"put", "put_nowait", "send", "send_nowait"})


class Outside(Imports, Blocks):
    """The world around a program. What a call means is asked of the catalogue, then of the names in it.

    `objects` are parameters that are lent objects from the start, `plain` names that are no pools whatever
    they are called. `acquire_awaits` and `release_awaits` say it of pools that no library stands behind; by
    default it is read off the program.
    """

    acquire_awaits: bool | None = None
    release_awaits: bool | None = None
    keeps: bool = False
    untyped: tuple[PoolSpec, ...] = ()  # the library behind pools of which the program does not say it

    def __init__(
        self,
        world: World,
        catalogue: Catalogue,
        objects: frozenset[str] = frozenset(),
        plain: frozenset[str] = frozenset(),
    ) -> None:
        self.world = world
        self.catalogue = catalogue
        self.layout: Layout = world.layout
        self.objects = objects
        self.plain = plain
        self.namespace: dict[str, Any] = {}
        self.given: dict[str, Any] = {}
        self.is_importing = True
        self.is_async_text = bool(self.layout.lends_async)
        self.releases: list[tuple[Coroutine[Any, Any, Any], int]] = []
        self.deferred: list[Handle] = []
        self.open_blocks: list[Thing] = []
        self.repeats: dict[int, int] = {}
        self.bases: dict[str, type] = {}
        heads = {name.partition(".")[0] for name in self.layout.imports.values()}
        self.libraries = catalogue.specs_for_modules(frozenset(heads))
        self.is_decided: set[str] = set()

    # what programs are given

    def argument(self, name: str, annotation: object = "") -> Any:
        """The value for a parameter of the entry function, chosen by its name and annotation."""
        if name in self.given:
            return self.given[name]
        kind = self.layout.annotation(annotation)
        own = self.namespace.get(kind)
        if isinstance(own, type) and not issubclass(own, Thing | BaseException):
            return self.instance(own)
        if name in self.objects:
            return lent(self, None, name)
        value = None
        if name not in self.layout.nullable or not self.world.choose(2):
            value = Thing(self, name, kind if "." in kind else "")
        self.given[name] = value
        return value

    def instance(self, kind: type) -> Any:
        """An object of a class of the program."""
        whole = self.completed(kind)
        made = whole(*self.arguments(kind.__init__, skip=1)) if "__init__" in vars(kind) else whole()
        put_shelves(self, made)
        return made

    def arguments(self, function: Any, skip: int = 0) -> list[object]:
        """A value for each parameter without a default; starred ones get nothing."""
        found = []
        for parameter in self.layout.parameters_of(function)[skip:]:
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            found.append(self.argument(parameter.name, _text(parameter.annotation)))
        return found

    # what happens

    def event(self) -> None:
        """Something has happened: threads may take their turn."""
        run_some_job(self.world)

    def bound_name(self) -> str:
        """The name to which the program binds what it calls now."""
        return self.layout.bound.get(current_row(), "")

    def answer(self, name: str) -> Any:
        """What an opaque call gives: perhaps None, where the program asks for that."""
        bound = self.bound_name()
        if bound and current_row() in self.layout.nullable and self.world.choose(2):
            return None
        answer = Thing(self, bound or name)
        row = current_row()
        self.repeats[row] = self.repeats.get(row, 0) + 1
        if self.repeats[row] > MAX_REPEATS:
            answer.__dict__["o_known"] = _Never()
        return answer

    def hand_over(self, values: list[object]) -> None:
        """Somebody else may own what these hold, from now on."""
        hand_over(values)

    def look_at(self, values: object) -> list[Any]:
        """Use what is lent, perhaps call what can be called; what that gives to be awaited comes back."""
        found: list[Any] = []
        if isinstance(values, Thing):
            values.o_touch()
            owner = values.o_owner
            if owner is not None and owner.o_tenure is not None and not values.o_is_status(owner):
                if values.o_name not in self.layout.data:
                    owner.o_touch()  # it is read, or called; data was read before
        elif isinstance(values, list | tuple):
            found += [rest for value in values for rest in self.look_at(value)]
        elif isinstance(values, dict):
            found += self.look_at(list(values.values()))
        elif isinstance(values, CoroutineType):
            found.append(values)
        elif is_program_code(values) and self.world.choose(2):
            found.append(deferring.call_filled(self, values, (), {}))
        return [value for value in found if inspect.isawaitable(value) and not isinstance(value, Thing)]

    def watched(self, coroutine: Coroutine[Any, Any, Any], item: object) -> Coroutine[Any, Any, Any]:
        """A release that takes effect when it is awaited; `finish` asks whether it ever was."""
        self.releases.append((coroutine, current_row() if isinstance(item, Thing) else 0))
        return coroutine

    def finish(self) -> None:
        """After the run: a release that was never started is a fault of its own."""
        for coroutine, row in self.releases:
            if row and inspect.getcoroutinestate(coroutine) == inspect.CORO_CREATED:
                self.world.unawaited(row)
            coroutine.close()
        self.releases.clear()

    async def result_of(self, thing: Thing) -> Any:
        """What an `await` gives on something through which work was deferred."""
        return await waiting.result_of(self, thing)

    # calls

    def call(self, thing: Thing, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """A thing is called: as something imported, as a method, or as a function that came from outside."""
        self.world.count_call()
        if self.is_importing and len(args) == 1 and is_program_code(args[0]) and not kwargs:
            return decorate(self, thing, args[0])
        if self.is_importing and (thing.o_path or thing.o_kind) in self.catalogue.deferring_types:
            return thing  # a decorator with options, or what will make one
        if thing.o_path:
            return self._imported(thing, thing.o_path, args, kwargs)
        if thing.o_owner is not None:
            return self._method(thing, thing.o_owner, thing.o_name, args, kwargs)
        specs = self.specs(thing)
        if not specs and thing.o_name in names("factory") and "ession" in thing.o_name:
            specs = tuple(spec for spec in self.catalogue.pools if spec.id == "sqlalchemy.session")
        found = lending.acquisition(self, specs, "__call__", args, kwargs)
        return self.unknown(thing, args, kwargs) if found is lending.NOT_HERE else found

    def _imported(self, thing: Thing, path: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        last = thing.o_name
        if path in self.given:
            return self.given[path](*args, **kwargs)
        if path in names("noreturn"):
            raise SystemExit if "exit" in last or "skip" in last else Gone
        if path in names("swallow") or path in names("expects-raise") or last in names("expects-raise"):
            return Swallows()
        record = self.catalogue.defer_by_name.get(path)
        if record is not None and has_keyword(record.when, kwargs):
            waiting.by_name(self, path, args, kwargs)  # another one may stand under its key
            return deferring.defer(self, record, None, last, args, kwargs)
        for spec in self.catalogue.specs_for_function(path):
            entries = [
                e for e in spec.acquire if e.function and e.name == path and has_keyword(e.when, kwargs)
            ]
            if entries:
                return lending.lend(self, spec, entries)
        found = lending.give_by_spec(self, self.catalogue.specs_for_function(path), path, args, kwargs)
        if found is not lending.NOT_HERE:
            return found
        found = waiting.by_name(self, path, args, kwargs)
        if found is not waiting.NOT_HERE:
            return found
        found = lending.of_database(self, path.rpartition(".")[0].replace(".", "_"), last)
        if found is not lending.NOT_HERE:
            return found
        if self._is_constructor(path, last):
            made = Thing(self, self.bound_name() or last, path)
            made.__dict__["o_parts"] = [*args, *kwargs.values()]
            made.__dict__["o_lender"] = lending.lender_of(last, args)
            return made
        if last == "getLogger":
            return Thing(self, "log")
        owner = thing.o_owner
        is_module = owner is not None and "." in path and owner.o_name in self.layout.imports
        if owner is not None and owner.o_path and (is_module or self.specs(owner)):
            found = self._pooled(owner, last, args, kwargs)
            if found is not lending.NOT_HERE:
                return found
        found = lending.by_function(self, last, args, kwargs)
        return self.unknown(thing, args, kwargs) if found is lending.NOT_HERE else found

    def _is_constructor(self, path: str, last: str) -> bool:
        if last[:1].isupper() or self.catalogue.specs_for_type(path, True):
            return True
        return path in self.catalogue.deferring_types or exit_join(self.catalogue, path) is not None

    def specs(self, owner: Thing) -> tuple[PoolSpec, ...]:
        """The entries of the catalogue for what a thing was made by."""
        kind = owner.o_kind or owner.o_path
        return self.catalogue.specs_for_type(kind, is_pool_name(owner.o_name)) if kind else ()

    def _method(
        self, thing: Thing, owner: Thing, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        if owner.o_tenure is not None:
            record = deferral(self.catalogue, name, owner.o_name, "", kwargs)
            if record is not None and record.lane == "callback" and any(map(is_program_code, args)):
                owner.o_touch()
                told = deferring.defer(self, record, owner, name, args, kwargs)
                return pause(self.world) if name in self.layout.awaited else told
            if owner.o_jobs:
                owner.o_touch()
                found = waiting.by_method(self, owner, name, args, kwargs)
                if found is not waiting.NOT_HERE:
                    return found
            return lending.method(owner, name, args, kwargs)
        found = waiting.by_method(self, owner, name, args, kwargs)
        if found is not waiting.NOT_HERE:
            return found
        found = self._pooled(owner, name, args, kwargs)
        if found is not lending.NOT_HERE:
            return found
        owner.o_touch()
        owner.o_forget()
        if name in _SENDS and self._is_sending(owner):
            return self._send(args)
        return self.unknown(thing, args, kwargs)

    def _pooled(self, owner: Thing, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """What the catalogue, the settings or the name say of a method of something that may be a pool."""
        specs = self.specs(owner) or self.untyped
        if not specs:
            specs = self._named(owner, name, kwargs)
        if not specs:
            specs = tuple(spec for spec in self.catalogue.pools if spec.user and not spec.types)
        for find in (lending.acquisition, lending.give_by_spec):
            found = find(self, specs, name, args, kwargs)
            if found is not lending.NOT_HERE:
                return found
        kind = owner.o_kind or owner.o_path
        record = deferral(self.catalogue, name, owner.o_name, kind, kwargs)
        if record is not None:
            return deferring.defer(self, record, owner, name, args, kwargs)
        if any(spec.negative for spec in specs) or owner.o_jobs:
            return lending.NOT_HERE
        found = lending.of_database(self, owner.o_name, name)
        return lending.by_shape(self, owner, name, args, kwargs) if found is lending.NOT_HERE else found

    def _named(self, owner: Thing, verb: str, kwargs: dict[str, Any]) -> tuple[PoolSpec, ...]:
        """The entries that the name of a receiver, an import or the form of the call suggests."""
        words = words_of(owner.o_name)
        is_pool = is_pool_name(owner.o_name)
        is_block = verb in self.layout.lends_async and verb not in self.layout.awaited
        return tuple(
            spec
            for spec in self.catalogue.pools
            if not spec.negative
            and (
                (spec in self.libraries and (is_pool or words & set(spec.hints) or words & spec.receivers))
                or (is_block and words & spec.block_receivers)
                or (words & spec.block_receivers and opens_plainly(spec, verb))
                or (words & spec.receivers and asks_by_keyword(spec, verb, kwargs))
            )
        )

    def _is_sending(self, owner: Thing) -> bool:
        words = words_of(owner.o_name)
        if is_pool_name(owner.o_name) or words & names("not-send-word"):
            return False
        return owner.o_kind.endswith("Queue") or bool(words & names("send-word"))

    def _send(self, args: tuple[Any, ...]) -> Any:
        """Hand it to a reader outside, unless the queue is full; the answer can be awaited."""
        self.world.may_raise()
        self.world.sent.append((args[0] if args else None, current_row()))
        hand_over(args)
        run_some_job(self.world)
        return Thing(self, "sent")

    def unknown(self, thing: Thing, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """A function that can't be looked into uses and calls what it is given, may raise, keeps nothing."""
        if thing.o_name in self.layout.awaited or thing.o_path.startswith("app.aio."):
            return self._unknown_async(thing, args, kwargs)
        for rest in self._use(thing, args, kwargs):
            loop = running_loop()
            if loop is not None:
                loop.create_task(rest)
            else:
                rest.close()
        self._raise(thing)
        if thing.o_name.endswith("_async") and not thing.o_name.endswith(_CARRIED_OUT):
            Job(self.world, functools.partial(self.look_at, args), "callback", True)  # it goes on by itself
        answer = self.answer(thing.o_name)
        if answer is not None:
            used = _lent_of((thing.o_owner, *args), kwargs)
            answer.__dict__.update(
                o_used=used, o_lender=used[0].o_tenure or used[0].o_lender if used else None
            )
        return answer

    async def _unknown_async(self, thing: Thing, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        used = _lent_of((thing.o_owner, *args), kwargs)
        with lending.cleaning_up(used):
            for rest in self._use(thing, args, kwargs):
                await rest
            await pause(self.world)
            self.look_at(used)
        self._raise(thing)
        return self.answer(thing.o_name)

    def _use(self, thing: Thing, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
        owner = thing.o_owner
        is_own = owner is not None and (is_pool_name(owner.o_name) or is_logging(thing.o_name, owner.o_name))
        is_filing = thing.o_name in names("identity-method") and owner is not None
        is_filing = is_filing and not reads_updates(thing.o_name, owner.o_name if owner is not None else "")
        values = [*args, *kwargs.values()]
        if self.keeps and owner is not None:
            for kept in owner.__dict__.setdefault("o_kept", []):
                self.world.touch(kept, "doubtful")
            owner.__dict__["o_kept"] += [v.o_tenure for v in values if isinstance(v, Thing) and v.o_tenure]
        if is_filing:
            values = [value for value in values if not isinstance(value, Thing) or value.o_owner is not None]
        found = [] if is_own else self.look_at(values)
        if not is_own:
            hand_over(values)
        self.event()
        return found

    def _raise(self, thing: Thing) -> None:
        receiver = thing.o_owner.o_name if thing.o_owner is not None else ""
        is_method = thing.o_owner is not None and thing.o_path not in self.layout.imports.values()
        if (is_method and is_quiet(thing.o_name, receiver)) or thing.o_path in names("quiet"):
            self.world.may_fail_to_start()
        else:
            self.world.may_raise()


class _Never(dict[object, bool]):
    """The decisions of a condition that was asked too often."""

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: object) -> bool:
        return False


def _lent_of(args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Thing]:
    return [
        value
        for value in (*args, *kwargs.values())
        if isinstance(value, Thing) and (value.o_tenure or value.o_lender)
    ]


def is_program_code(value: object) -> bool:
    """Whether it is a function of the program, bound, wrapped or plain."""
    if isinstance(value, functools.partial):
        return True
    if isinstance(value, MethodType):
        value = value.__func__
    return isinstance(value, FunctionType) and (
        value.__code__.co_filename == PROGRAM or value.__name__ == AWAITING
    )


def _text(annotation: object) -> str:
    if annotation is inspect.Parameter.empty:
        return ""
    if isinstance(annotation, str):
        return annotation
    if isinstance(annotation, Thing):
        return annotation.o_path
    if isinstance(annotation, type):
        module = "" if annotation.__module__ == "program" else f"{annotation.__module__}."
        return f"{module}{annotation.__qualname__}"
    return ""
