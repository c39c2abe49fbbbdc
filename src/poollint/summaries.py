"""Summaries: what a function of this module does to an object that comes in, and what it hands out.

Computed on demand and remembered. Calls are followed a few levels deep (`_MAX_DEPTH`); below that, and so
in a recursion, a call is an unknown call.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from poollint.catalogue import Catalogue, Deferral
from poollint.effort import Effort, TooMuch
from poollint.ir import Callee, Function, Op, Operand, root
from poollint.matter import Matter
from poollint.module import ModuleFacts
from poollint.names import plain_verb
from poollint.project import Project
from poollint.recognise import Acquisition, Loan
from poollint.recursion import Recursion
from poollint.resolution import Place, Resolution
from poollint.typestate.base import Seed
from poollint.typestate.joining import FILING, STACKS
from poollint.typestate.query import Query
from poollint.typestate.reports import Exit, Report, Summary, Touch
from poollint.typestate.seeds import acquisition_seeds, defined_seeds, taken_by
from poollint.typestate.shape import Shape
from poollint.typestate.state import State
from poollint.versions import Versions

_MAX_DEPTH = 6
_WORKING = frozenset({"__iter__", "__next__", "__aiter__", "__anext__", "__getitem__", "__call__"})
"""Special methods that are how others work with an object."""


class Handed(NamedTuple):
    """What calling a function hands out: a fresh object as its `result`, or for a `with` block.

    `keeps` are the fresh objects that stand in attributes afterwards, each with its paths in the function
    (`self.conn`, and `$ret` where it is the result as well); `lapses` are those that a block has given back.
    """

    result: Acquisition | None = None
    managed: Acquisition | None = None
    keeps: tuple[tuple[tuple[str, ...], Acquisition], ...] = ()
    lapses: tuple[tuple[tuple[str, ...], Acquisition, Touch], ...] = ()


_PLAIN_DECORATORS = frozenset({"classmethod", "staticmethod", "override", "typing.override"})


class Summaries(Resolution):
    """The interprocedural side of the analysis, for the modules of one project."""

    query = Query
    """What follows an object through a callee."""

    def __init__(
        self,
        project: Project,
        catalogue: Catalogue,
        lending: Callable[[str], frozenset[str]],
        matter: Matter | None = None,
        versions: Versions | None = None,
        effort: Effort | None = None,
    ) -> None:
        super().__init__(project, catalogue, lending)
        self.versions = versions or Versions("", {})
        self.matter = matter or Matter(catalogue, lending)
        self.effort = effort or Effort()
        self._recursion = Recursion(_MAX_DEPTH, (TooMuch,))
        self.loans: dict[Hashable, Loan | None] = {}
        self.left: dict[Hashable, list[tuple[list[str], Loan, frozenset[str]]]] = {}
        self._shapes: dict[Function, Shape] = {}
        self._arming: dict[Function, dict[str, Deferral]] = {}
        self._plain: dict[Op, bool | None] = {}

    # Calls

    def lender(self, place: Place | None) -> Function | None:
        """The function at a place, where by its text it may take something out."""
        return self._lowered(place) if place is not None and self.matter.lender(*place) else None

    def taker(self, place: Place | None) -> Function | None:
        """The function at a place, where by its text it may take something out or give it back."""
        return self._lowered(place) if place is not None and self.matter.definition(*place) else None

    def use_by_methods(self, function: Function, operand: Operand, attribute: str) -> Touch | None:
        """Where a public method of the class of `operand` works with an attribute of its object."""
        owner = self._class_behind(function, operand, True)
        family = self.project.ancestry(*owner) if owner is not None else ()
        for as_argument in (False, True):
            for module, facts in family:
                self.put(module)
                for name, qualname in facts.methods.items():
                    public = not name.startswith("_") or name in _WORKING
                    method = module.function(qualname) if public else None
                    if method is None or not method.params or not method.is_method:
                        continue
                    used = self._first_use(method, f"{method.params[0]}.{attribute}", as_argument)
                    if used is not None:
                        return Touch(used[1].offsets, method.qualname, used[2], method.filename)
        return None

    def use_of_kept(self, function: Function, attribute: str) -> Touch | None:
        """Where a method of the class around `function` works with what that left in an attribute.

        One that sets the attribute before that works with something else.
        """
        module = self.module(function)
        facts = module.classes.get(function.class_name or "")
        for name, qualname in facts.methods.items() if facts is not None else ():
            if name in ("__init__", "__del__") or name in self.catalogue.names("disposing"):
                continue
            method = module.function(qualname)
            if not method.is_method or not method.params:
                continue
            path = f"{method.params[0]}.{attribute}"
            used = self._first_use(method, path, True)
            if used is not None and not any(op.dst == path for op in method.ops[: used[0]]):
                return Touch(used[1].offsets, method.qualname, used[2], method.filename)
        return None

    def _first_use(self, method: Function, path: str, as_argument: bool) -> tuple[int, Op, str] | None:
        """The first operation of a method that works with what stands at a path, and how it does.

        With `as_argument`, it may as well pass it on.
        """
        recogniser = self.recogniser(method)
        for number, op in enumerate(method.ops):
            if op.kind == "call" and op.callee is not None:
                idle = op.callee.method in FILING or op.callee.method in self.catalogue.names("disposing")
                if op.callee.receiver == path and not idle:
                    return number, op, "call"
                by_name = op.callee.method is None and recogniser.dotted(method, op.callee) in (
                    self.catalogue.names("doubtful-function")
                )
                given = as_argument and any(argument.value == path for argument in op.args)
                quiet = op.callee.method is None and recogniser.is_quiet(method, op)
                quiet = quiet or recogniser.is_logging(method, op.callee)
                if given and not (by_name or quiet or op.callee.receiver == path):
                    return number, op, "argument"
            elif op.kind == "use" and op.src == path and op.how in ("iter", "item"):
                return number, op, op.how
        return None

    def only_carries(self, function: Function, operand: Operand) -> bool:
        """Whether the class of `operand`, one of the project, has special methods only: it holds data."""
        owner = self._class_behind(function, operand, True)
        if owner is None:
            return False
        family = self.project.ancestry(*owner)
        plain = not any(base not in own.classes for own, facts in family for base in facts.bases)
        return plain and all(name.startswith("__") for _, facts in family for name in facts.methods)

    def takes_back(self, function: Function, operand: Operand) -> bool:
        """Whether the class of `operand`, one of the project, has a method that gets an object back."""
        owner = self._class_behind(function, operand, True)
        for module, facts in self.project.ancestry(*owner) if owner is not None else ():
            self.put(module)
            for name, qualname in facts.methods.items():
                if self.recogniser(function).is_strong_release(plain_verb(name)):
                    # One that may be left out says how long to wait, or how many; it is no object.
                    args = module.definitions[qualname][0].args
                    return len(args.posonlyargs) + len(args.args) - len(args.defaults) > 1
        return False

    def shape(self, function: Function) -> Shape:
        """What all queries on a function share, computed once."""
        found = self._shapes.get(function)
        if found is None:
            found = self._shapes[function] = Shape(function)
        return found

    def returns(self, function: Function) -> bool:
        """Whether a function can come to a normal end (one that always raises ends its caller's path)."""
        return self._recursion.ask(("returns", function), lambda: self._can_return(function), True)

    def _can_return(self, function: Function) -> bool:
        seen: set[int] = set()
        stack = [0]
        while stack:
            index = stack.pop()
            if index in seen:
                continue
            seen.add(index)
            op = function.ops[index]
            if not self._op_ends(function, op):
                stack.extend(op.succ)
            stack.extend(op.labels.values())
            if op.kind in ("call", "await", "raise", "enter", "leave", "next", "dispatch"):
                stack.append(op.exc)
        return function.exit in seen

    def _op_ends(self, function: Function, op: Op) -> bool:
        """Whether nothing runs behind an operation, because it is a call that never returns."""
        if op.kind != "call" or op.callee is None:
            return False
        if self.recogniser(function).ends(function, op):
            return True
        callee = self.resolve(function, op.callee)
        return callee is not None and not callee.is_generator and not self.returns(callee)

    def raises(self, function: Function) -> bool:
        """Whether anything in a function of this module is likely to raise."""
        return self._recursion.ask(
            ("raises", function), lambda: any(self._op_raises(function, op) for op in function.ops), True
        )

    def _op_raises(self, function: Function, op: Op) -> bool:
        if op.kind in ("await", "raise", "next", "enter"):
            return True
        if op.kind != "call" or op.callee is None or self.recogniser(function).is_quiet(function, op):
            return False
        known = self.resolve(function, op.callee)
        return known is None or self.raises(known)

    def arming(self, function: Function) -> dict[str, Deferral]:
        """The parameters that a function of this module hands to a scheduler: `def spawn(coro)`."""
        found = self._arming.get(function)
        if found is None:
            found = self._arming[function] = {}
            for op in function.ops:
                if op.kind != "call" or op.callee is None:
                    continue
                record = self.recogniser(function).deferral(function, op)
                if record is not None and record.start is not None:
                    found.update(self._starting(function, op, record))
                    continue
                if record is None or record.lane != "task" or record.handle != "result" or not op.args:
                    continue
                name = op.args[0].value
                if name in function.params and record.body[0] == "0":
                    found[name] = record
        return found

    def _starting(self, function: Function, op: Op, record: Deferral) -> Iterator[tuple[str, Deferral]]:
        """The parameter that a thread runs which a function makes, starts, and does not wait for."""
        names = {name for name, made in self.recogniser(function).producers(function).items() if made is op}
        methods = {
            o.callee.method for o in function.ops if o.callee is not None and o.callee.receiver in names
        }
        if record.start in methods and "join" not in methods:
            for argument in op.args:
                if argument.keyword in record.body and argument.value in function.params:
                    yield argument.value or "", record._replace(start=None, args="none")

    def plain(self, function: Function, op: Op) -> bool | None:
        """Whether a call that means nothing by itself may raise; None for a call that has a meaning."""
        if op not in self._plain:
            recogniser = self.recogniser(function)
            assert op.callee is not None
            means = (
                recogniser.deferral(function, op) is not None
                or recogniser.ends(function, op)
                or recogniser.dotted(function, op.callee) in STACKS
                or self.resolve(function, op.callee) is not None
                or self.constructor(function, op.callee) is not None
            )
            self._plain[op] = None if means else not recogniser.is_quiet(function, op)
        return self._plain[op]

    def is_derived(self, method: Function) -> bool:
        """Whether the class of a method has bases: then it may stand for its subclasses."""
        facts = self.module(method).classes.get(method.class_name or "")
        return facts is None or bool(facts.bases)

    def behind_property(self, function: Function, owner: str, name: str) -> str | None:
        """`._conn` where `owner.name` is a property of a class of the project that returns `self._conn`."""
        getter = self.resolve(function, Callee(None, owner, name, f"{owner}.{name}"))
        if getter is None or "property" not in getter.decorators or not getter.params:
            return None
        returned = {op.src for op in getter.ops if op.kind == "return"}
        own = getter.params[0] + "."
        first = next(iter(returned), None)
        if len(returned) != 1 or first is None or not first.startswith(own):
            return None
        return first[len(own) - 1 :]

    def spend(self, steps: int) -> None:
        """Count the steps of a query. Raises TooMuch where no more can be made in this file."""
        self.effort.spend(steps, own=self._recursion.is_idle)

    # Summaries

    def summary(
        self,
        function: Function,
        entries: frozenset[str],
        t: str,
        taken: Acquisition,
        facts: frozenset[tuple[str, str]] = frozenset(),
    ) -> Summary | None:
        """What a call does to an object that stands at `entries` in state `t`; None in a recursion."""
        # A weak verb says nothing outside the function that has its partner, unless the pool goes along.
        first = root(taken.receiver)
        goes_along = first in function.params or first in function.free
        if taken.evidence == "inside" or (taken.evidence == "weak" and not goes_along):
            taken = replace(taken, evidence="define", verb="")
        spec = taken.spec.id if taken.spec is not None else None
        question = (
            "summary",
            function,
            entries,
            t,
            spec,
            taken.evidence,
            taken.verb,
            taken.receiver,
            facts,
        )
        return self._recursion.ask(
            question, lambda: self._summarise(function, entries, t, taken, facts), None
        )

    def _summarise(
        self,
        function: Function,
        entries: frozenset[str],
        t: str,
        taken: Acquisition,
        facts: frozenset[tuple[str, str]],
    ) -> Summary:
        start = State("held" if t == "held" else "released", aliases=entries, facts=facts)
        query = self.query(self, function, Seed(0, tuple(sorted(entries)), taken, True), start)
        if t == "released":
            query.release_touch[-1] = Touch((0, 0), function.qualname, "caller")
        query.solve()
        used = second = None
        faults: list[Report] = []
        for report in query.reports.values():
            if t == "released" and report.first_release is not None and report.first_release.what == "caller":
                touch = report.inner or report.late
                if report.code == "POOL201":
                    second = second or touch
                elif report.code == "POOL105" and report.late.what == "returned":
                    continue  # the caller goes on with it, and its own uses tell
                elif report.code != "POOL202" and (used is None or touch.offsets < used.offsets):
                    used = touch
            elif t == "held":
                faults.append(report)
        latent = tuple((query, report) for report in faults) + query.latent
        return Summary(
            function, frozenset(query.exits), used, second, query.touched, latent, bool(query.handed)
        )

    def given_back(self, function: Function) -> Mapping[str, Acquisition]:
        """The paths (parameters, attributes) that a function of this module always gives back."""
        return self._recursion.ask(("given back", function), lambda: self._gives_back(function), {})

    def _gives_back(self, function: Function) -> Mapping[str, Acquisition]:
        result: dict[str, Acquisition] = {}
        if not function.is_generator:
            for seed in defined_seeds(self, function, set()):
                if not seed.entry:
                    continue
                start = State("held", aliases=frozenset(seed.places))
                query = Query(self, function, seed, start).solve()
                ways = [way for way in query.exits if way.kind == "normal"]
                if ways and all(way.t == "released" for way in ways):
                    result[seed.places[0]] = seed.taken
        return result

    # What functions hand out

    def handed(self, function: Function) -> Handed:
        """What calling a function of the project hands out."""
        return self._recursion.ask(("handed", function), lambda: self._hands_out(function), Handed())

    def _hands_out(self, function: Function) -> Handed:
        result = managed = None
        keeps: list[tuple[tuple[str, ...], Acquisition]] = []
        lapses: list[tuple[tuple[str, ...], Acquisition, Touch]] = []
        is_manager = any("contextmanager" in decorator for decorator in function.decorators)
        if function.is_generator and not is_manager:
            return Handed()
        own = function.params[0] + "." if function.is_method and function.params else "self."
        for seed in acquisition_seeds(self, function):
            if seed.gone is not None:
                continue
            query = Query(self, function, seed, State("unborn")).solve(
                to_the_end=function.is_method or bool(function.writes)
            )
            ways = [way for way in query.exits if way.kind == "normal"]
            taken = seed.taken
            recogniser = self.recogniser(function)
            poolish = recogniser.is_poolish(function, taken.receiver) or recogniser.is_idle_list(
                function, taken.receiver
            )
            if taken.evidence == "weak" and not poolish:
                continue  # the inside of a pool, where the lists are its own
            evidence = taken.evidence if taken.evidence == "weak" else "summary"
            handed = replace(taken, evidence=evidence, index=None, awaits=None)
            if is_manager:
                if query.yielded and any(way.t == "released" for way in ways):
                    reason = f"`{function.name}` lends for a block"
                    more = query.raises_when_resumed()
                    managed = replace(handed, assigns=False, reason=reason, ends_with_more=more)
                continue
            lapses.extend(self._lapses(function, seed, ways, own, replace(handed, awaits=None)))
            held = {alias for way in ways if way.t == "held" for alias in way.aliases}
            kept = {alias for alias in held if alias.startswith(own) and _is_plain(alias)}
            if function.parent is not None and held & function.writes:
                # `nonlocal conn`: the function around it has the object now.
                if all(way.t == "held" for way in ways) and self._always(function, seed):
                    reason = f"`{function.name}` takes it out"
                    keeps.append((tuple(sorted(held & function.writes)), replace(handed, reason=reason)))
                continue
            returned = {alias for alias in held if _is_result(alias)}
            shown = returned | {alias for alias in held if alias.startswith("$ret.") and _is_plain(alias[1:])}
            handed = replace(handed, awaits=function.is_async, reason=f"`{function.name}` returns it")
            if not any(alias.startswith(own) for alias in held):
                if returned:
                    first = min(returned)
                    result = handed if first == "$ret" else replace(handed, index=int(first[5:-1]))
            elif all(way.t == "held" for way in ways) and self._always(function, seed):
                if kept:
                    kept_by = replace(handed, reason=f"`{function.name}` keeps it")
                    pool = self._filed_as(function, taken.receiver)
                    keeps.append((tuple(sorted(kept | shown)), replace(kept_by, receiver=pool)))
        if result is None and managed is None and not keeps:
            managed = self._manager(function)
        return Handed(result, managed, tuple(keeps), tuple(lapses))

    def _manager(self, function: Function) -> Acquisition | None:
        """What the block of a manager lends that a function returns: `return self.pool.connection()`."""
        if function.is_async or function.is_generator or set(function.decorators) - _PLAIN_DECORATORS:
            return None
        producers = self.recogniser(function).producers(function)
        found: list[Acquisition] = []
        for op in function.ops:
            if op.kind != "return" or op.src in (None, "=None"):
                continue
            made = producers.get(op.src or "")
            if (
                made is None
                or made.callee is None
                or "awaited" in made.flags
                or not self._is_one(function, op)
            ):
                return None
            taken = taken_by(self, function, made, True)
            if taken is None or made.callee.receiver in function.params[:1]:
                return None  # the inside of a pool: what its own methods give is not lent yet
            found.append(taken)
        if not found:
            return None
        reason = f"`{function.name}` returns what lends it"
        return replace(found[0], evidence="summary", index=None, reason=reason)

    def _is_one(self, function: Function, op: Op) -> bool:
        """Whether what is returned is what one operation gives: no `a() if b else c()`."""
        return sum(one.dst == op.src for one in function.ops) == 1

    def _lapses(
        self, function: Function, seed: Seed, ways: list[Exit], own: str, taken: Acquisition
    ) -> Iterator[tuple[tuple[str, ...], Acquisition, Touch]]:
        """The attributes in which an object stands that the end of a block has given back."""
        if function.is_generator or not function.is_method or not self._always(function, seed):
            return
        if not ways or not all(way.t == "released" and way.release is not None for way in ways):
            return
        left = [{a for a in way.aliases if a.startswith(own) and _is_plain(a)} for way in ways]
        paths = frozenset.intersection(*map(frozenset, left))
        touch = ways[0].release
        if paths and touch is not None and touch.what == "exit":
            yield tuple(sorted(paths)), taken, touch

    def lent_over_a_yield(self, function: Function) -> tuple[Acquisition, Touch] | None:
        """What a generator lends to its consumer, and where it takes that back when it is resumed."""
        return self._recursion.ask(("over a yield", function), lambda: self._lends_over(function), None)

    def _lends_over(self, function: Function) -> tuple[Acquisition, Touch] | None:
        if not function.is_generator:
            return None
        for seed in acquisition_seeds(self, function):
            query = Query(self, function, seed, State("unborn")).solve()
            ways = (way for way in query.exits if way.kind == "normal" and way.t == "released")
            given = min((way.release for way in ways if way.release is not None), default=None, key=_begin)
            if query.yielded and given is not None and seed.taken.evidence != "weak":
                reason = f"`{function.name}` lends it for the call"
                taken = replace(seed.taken, evidence="summary", assigns=False, index=None, reason=reason)
                return taken, given
        return None

    def _filed_as(self, function: Function, pool: str) -> str:
        """The attribute in which a method keeps the pool that it got as a parameter, else the same name."""
        if pool in function.params and function.is_method:
            for op in function.ops:
                if (
                    op.kind == "assign"
                    and op.src == pool
                    and (op.dst or "").startswith(function.params[0] + ".")
                ):
                    return op.dst or pool
        return pool

    def kept(self, function: Function) -> Mapping[str, Acquisition]:
        """The attributes in which methods of the class around `function` leave what they take out."""
        module, owner = self.module(function), function.class_name
        question = ("kept", module.path, owner)
        return self._recursion.ask(question, lambda: self._kept(module, owner or ""), {})

    def _kept(self, module: ModuleFacts, class_name: str) -> Mapping[str, Acquisition]:
        found: dict[str, Acquisition] = {}
        facts = module.classes.get(class_name)
        for qualname in facts.methods.values() if facts is not None else ():
            if not self.matter.lender(module, qualname):
                continue
            method = module.function(qualname)
            for paths, taken in self.handed(method).keeps if method.is_method else ():
                for path in paths:
                    name = path.partition(".")[2]
                    if path.startswith(f"{method.params[0]}.") and "." not in name:
                        found.setdefault(name, taken)
        return found

    def _always(self, function: Function, seed: Seed) -> bool:
        """Whether each way to the normal end of a function passes the birth of the object."""
        shape = self.shape(function)
        seen = {seed.op}
        stack = [0]
        while stack:
            index = stack.pop()
            if index not in seen:
                seen.add(index)
                stack.extend(shape.edges[index])
        return function.exit not in seen


def _begin(touch: Touch) -> tuple[int, int]:
    return touch.offsets


def _is_result(path: str) -> bool:
    """Whether a path is the result of a function or, by number, an item of it."""
    return path == "$ret" or (path.startswith("$ret[") and path[5:-1].isdigit())


def _is_plain(path: str) -> bool:
    return path.replace(".", "").isidentifier()
