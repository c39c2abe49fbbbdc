"""Summaries: what a function of this module does to an object that comes in, and what it hands out.

Computed on demand and remembered. Calls are followed a few levels deep (`_MAX_DEPTH`); below that, and so
in a recursion, a call is an unknown call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from poollint.catalogue import Catalogue, Deferral
from poollint.ir import Callee, Function, Op, root
from poollint.module import ModuleFacts
from poollint.recognise import Acquisition, Recogniser
from poollint.recursion import Recursion
from poollint.typestate.base import Seed
from poollint.typestate.joining import STACKS
from poollint.typestate.query import Query
from poollint.typestate.reports import Report, Summary, Touch
from poollint.typestate.seeds import acquisition_seeds, defined_seeds
from poollint.typestate.shape import Shape
from poollint.typestate.state import State

_MAX_DEPTH = 6

Handed = tuple[Acquisition | None, Acquisition | None]
NOTHING: Handed = (None, None)


class Summaries:
    """The interprocedural side of one module's analysis."""

    def __init__(self, module: ModuleFacts, recogniser: Recogniser, catalogue: Catalogue) -> None:
        self.module = module
        self.recogniser = recogniser
        self.catalogue = catalogue
        self._recursion = Recursion(_MAX_DEPTH)
        self._shapes: dict[Function, Shape] = {}
        self._arming: dict[Function, dict[str, Deferral]] = {}
        self._plain: dict[Op, bool | None] = {}

    # Calls

    def resolve(self, function: Function, callee: Callee) -> Function | None:
        """The function of this module that `callee` names in `function`."""
        module = self.module
        if callee.method is None:
            name = callee.path or ""
            if not name.isidentifier():
                return None
            scope: Function | None = function
            while scope is not None and scope.kind != "module":
                if name in scope.locals:
                    return None
                scope = scope.parent
            found = module.definitions.get(name)
            return module.function(name) if found is not None and found[1] is None else None
        receiver = callee.receiver or ""
        owner = function.class_name
        if receiver in ("self", "cls") and owner is not None:
            qualname = module.method(owner, callee.method)
        elif receiver == "super()" and owner is not None:
            qualname = (
                next(
                    (q for base in module.classes[owner].bases if (q := module.method(base, callee.method))),
                    None,
                )
                if owner in module.classes
                else None
            )
        elif receiver in module.classes:
            qualname = module.method(receiver, callee.method)
        else:
            kind = module.type_of(function, receiver) if receiver and root(receiver) == receiver else ""
            qualname = module.method(kind[1:], callee.method) if kind.startswith(":") else None
        return module.function(qualname) if qualname is not None else None

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
        if self.recogniser.ends(function, op):
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
        if op.kind != "call" or op.callee is None or self.recogniser.is_quiet(function, op):
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
                record = self.recogniser.deferral(function, op)
                if record is None or record.lane != "task" or record.handle != "result" or not op.args:
                    continue
                name = op.args[0].value
                if name in function.params and record.body[0] == "0":
                    found[name] = record
        return found

    def plain(self, function: Function, op: Op) -> bool | None:
        """Whether a call that means nothing by itself may raise; None for a call that has a meaning."""
        if op not in self._plain:
            recogniser = self.recogniser
            assert op.callee is not None
            means = (
                recogniser.deferral(function, op) is not None
                or recogniser.ends(function, op)
                or recogniser.dotted(function, op.callee) in STACKS
                or self.resolve(function, op.callee) is not None
            )
            self._plain[op] = None if means else not recogniser.is_quiet(function, op)
        return self._plain[op]

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
        # A weak verb says nothing outside the function that has its partner.
        if taken.evidence == "weak":
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
        query = Query(self, function, Seed(0, tuple(sorted(entries)), taken, True), start)
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
                elif report.code != "POOL202" and (used is None or touch.offsets < used.offsets):
                    used = touch
            elif t == "held":
                faults.append(report)
        latent = tuple((query, report) for report in faults) + query.latent
        return Summary(function, frozenset(query.exits), used, second, query.touched, latent)

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
        """(fresh object as the result, fresh object by `with`) of calling a function of this module."""
        return self._recursion.ask(("handed", function), lambda: self._hands_out(function), NOTHING)

    def _hands_out(self, function: Function) -> Handed:
        result = managed = None
        is_manager = any("contextmanager" in decorator for decorator in function.decorators)
        if not function.is_generator or is_manager:
            for seed in acquisition_seeds(self, function):
                query = Query(self, function, seed, State("unborn")).solve()
                ways = [way for way in query.exits if way.kind == "normal"]
                taken = seed.taken
                if taken.evidence == "weak" and not self.recogniser.is_poolish(function, taken.receiver):
                    continue  # the inside of a pool, where the lists are its own
                evidence = taken.evidence if taken.evidence == "weak" else "summary"
                handed = replace(taken, evidence=evidence, index=None, awaits=None)
                if is_manager and query.yielded and any(way.t == "released" for way in ways):
                    managed = replace(handed, assigns=False, reason=f"`{function.name}` lends for a block")
                elif not is_manager and any(
                    way.t == "held"
                    and "$ret" in way.aliases
                    and not any(a.startswith("self.") for a in way.aliases)
                    for way in ways
                ):
                    result = replace(handed, awaits=function.is_async, reason=f"`{function.name}` returns it")
        return result, managed
