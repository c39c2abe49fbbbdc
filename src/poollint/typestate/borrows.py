"""Queries on borrowed values: a cursor, a view, a stream, used after the object that it lives off.

In such a query `State.aliases` are the names of the borrowed value, `State.lender` those of the lent object.
So all that a query knows of uses, deferrals and escapes applies to the value; a release is one of the lender.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from poollint.ir import Argument, Callee, Function, Op, Operand, is_within
from poollint.recognise import Given, Loan, Recogniser
from poollint.typestate.base import ERROR, Edge, Seed
from poollint.typestate.joining import FILING
from poollint.typestate.query import Query
from poollint.typestate.reports import Report, Touch
from poollint.typestate.seeds import acquisition_seeds
from poollint.typestate.state import ANY_MOMENT, State, assign

if TYPE_CHECKING:
    from poollint.summaries import Summaries

Left = tuple[list[str], Loan, frozenset[str]]
"""The places of an object inside a function, what is borrowed from it there, and where that is at the end."""

_CODES = frozenset({"POOL101", "POOL102", "POOL103", "POOL104", "POOL105"})
_RAW = "?"
"""Marks a path whose value may be borrowed or plain data; only a call that tells counts (`Loan.by_use`)."""
_DEPTH = 2
"""How many functions of the project deep a loan is looked for."""
_NOWHERE = -1
"""The site of a value that is borrowed with the object itself: one of its attributes."""
_SEVERAL = 4
"""How many items are looked at of a list of borrowed values."""


class BorrowQuery(Query):
    """Follows what the operation `site` borrows from the object of `seed` (at once with it: `_NOWHERE`).

    `maker` is the function of the project that the operation calls, where the loan is made inside it.
    `beside` are the attributes in which the call that gives the object leaves what it has borrowed from it.
    """

    lends_itself = False

    def __init__(
        self,
        summaries: Summaries,
        function: Function,
        seed: Seed,
        site: int,
        loan: Loan,
        maker: Function | None = None,
        beside: frozenset[str] = frozenset(),
    ) -> None:
        entry = frozenset(seed.places)
        start = State("held", lender=entry) if seed.entry else State("unborn")
        super().__init__(summaries, function, seed, start)
        self.lent = seed.taken
        self.site = site
        self.lazies: dict[int, Touch] = {}
        """Where a lazy value was made of the borrowed one, while the object was held."""
        self.loan = loan
        self.stays_readable = loan.is_memory and site != _NOWHERE
        self.beside = beside
        self.maker = maker
        self.attributes = (
            self.recogniser.lent_attributes(function, seed.taken) if site == _NOWHERE and not beside else ()
        )
        if seed.entry:
            self.start = start._replace(aliases=self._attributes(entry))
        spec, made = seed.taken.spec, self.ops[site].args if site >= 0 else ()
        self.is_made = bool(made) and spec is not None and any(one.made for one in spec.borrows)
        self.is_known = self.recogniser.runs_cursors(seed.taken)
        self.taken = self.recogniser.borrowed()
        self.is_response = False
        self.may_be_carried = self.lent.spec is not None and self.lent.spec.kind == "session"

    def _attributes(self, places: Iterable[str]) -> frozenset[str]:
        return self.beside | {f"{place}.{name}" for place in places for name in self.attributes}

    def _is_over(self, index: int, state: State) -> bool:
        if state.t == "unknown":
            return True
        if state.t == "released":
            if not state.items and not any(path[:1] != "@" for path in state.aliases):
                return True
        elif state.t == "held" and not state.lender and not any(path[:1] == "@" for path in state.aliases):
            return True  # no release of the lent object can be seen any more
        return super()._is_over(index, state)

    @property
    def places_of_loan(self) -> tuple[str, ...]:
        """The first places of the borrowed value."""
        if self.site == _NOWHERE:
            return tuple(sorted(self._attributes(self.seed.places)))
        return (self.ops[self.site].dst or "",)

    # Births

    def birth(self, at: int, state: State) -> Iterator[Edge]:
        """The lent object is taken out: its names are those of the lender."""
        plain = frozenset(place for place in self.seed.places if not place.startswith("@"))
        for succ, after, cost in super().birth(at, state):
            taken = plain & after.aliases
            if taken:
                names = after.aliases - taken | self._attributes(taken)
                after = after._replace(aliases=names, lender=after.lender | taken)
            yield succ, after, cost

    def _borrow(self, at: int, op: Op, state: State) -> Iterator[Edge]:
        """The value is borrowed here; one of an earlier turn keeps its other names."""
        result = self.ops[at].dst or op.dst or ""
        state = assign(state, result, None)
        if self.ops[at].kind == "await":
            state = self.suspended(at, state)
        yield from self._raises(at, op, state)
        names = {result + _RAW if self.loan.by_use else result}
        if self.loan.part is not None:
            names = {f"{result}['{self.loan.part}']", f'{result}["{self.loan.part}"]'}
        if op.callee is not None and op.callee.method in self.recogniser.names("borrow-several"):
            names |= {f"{result}[{number}]" for number in range(_SEVERAL)}
        yield from self.forward(at, state._replace(aliases=state.aliases | names))

    # Calls

    def invoke(self, at: int, op: Op, state: State) -> Iterator[Edge]:
        assert op.callee is not None
        state = self._lender_filed(op, state)
        lender = state._replace(aliases=state.lender)
        if (self.seed.op == at and not self.seed.entry) or state.t == "unborn" or not state.lender:
            yield from self._stepping(at, op, state)
            return
        places = self.places(lender, op)
        given = self._given(lender, op, places)
        if given is not None:
            result = self.ops[at].dst or op.dst or ""
            yield from self._give_back(at, op, assign(state, result, None), given, result)
        elif self._is_lost(op, lender, places):
            yield from self.forward(at, state._replace(t="unknown"))
        elif at == self.site and state.t == "held" and self._lends(op, lender, places):
            yield from self._borrow(at, op, state)
        else:
            yield from self._through(at, op, state, lender)

    def _lender_filed(self, op: Op, state: State) -> State:
        """The state after the lent object has been put into a list of this function: `held.append(conn)`."""
        box = op.callee.receiver if op.callee is not None and op.callee.method in FILING else None
        if (
            box is None
            or box not in self.function.locals
            or not op.args
            or op.args[0].value not in state.lender
        ):
            return state
        return state._replace(lender=state.lender | {f"{box}~"})

    def on_next(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        """One turn of a loop over a list that holds the lent object is about this object."""
        is_member = f"{op.src}~" in state.lender
        for succ, after, cost in super().on_next(index, op, state):
            if is_member and cost < ERROR and succ == op.succ[0]:
                yield succ, after._replace(lender=after.lender | {op.dst or ""}), cost
            yield succ, after, cost

    def places(self, state: State, op: Op, callee: Callee | None = None) -> list[int | str]:
        """Where the value is given; of what lives off the object from the start, each part does as well."""
        found = super().places(state, op, callee)
        if self.site == _NOWHERE:
            for position, argument in enumerate(op.args):
                if not argument.star and self._is_part(state, argument.value):
                    found.append(argument.keyword or position)
        return found

    def _is_part(self, state: State, operand: Operand) -> bool:
        """Whether an operand is an attribute or item of the borrowed value."""
        return operand is not None and any(
            operand.startswith((f"{path}.", f"{path}[")) for path in state.aliases if path[:1] != "@"
        )

    def _given(self, lender: State, op: Op, places: list[int | str]) -> Given | None:
        """How a call gives the lent object back."""
        before, self.taken = self.taken, self.lent
        try:
            return super()._release(lender, op, places)
        finally:
            self.taken = before

    def _lends(self, op: Op, lender: State, places: list[int | str]) -> bool:
        if self.maker is not None and op.callee is not None:
            return bool(self.entries_of(lender, self.maker, op.callee, op.args))
        if self.loan.is_memory and not places and op.args:
            # `memoryview(response.body)`: of a part of the object.
            value = op.args[0].value or ""
            return any(value.startswith(path + ".") for path in lender.aliases)
        return any(self.recogniser.lends(self.function, op, self.lent, place) for place in places)

    def _is_lost(self, op: Op, lender: State, places: list[int | str]) -> bool:
        """Whether a call ends what is known of the lent object: thrown away, or read to its end."""
        assert op.callee is not None
        if not places or lender.t != "held":
            return False
        spec = self.lent.spec
        if "receiver" in places:
            return spec is not None and op.callee.method in spec.settles
        return (
            self.recogniser.discards(self.function, op.callee, self.lent)
            and self._callee(op, lender, places) is None
        )

    def _through(self, at: int, op: Op, state: State, lender: State) -> Iterator[Edge]:
        """A call that may give the lent object back inside a function of this project."""
        assert op.callee is not None
        callee = self._callee(op, lender, self.places(lender, op))
        entries = self.entries_of(lender, callee, op.callee, op.args) if callee is not None else frozenset()
        if callee is None or not entries or state.t != "held" or "decorator" in op.flags:
            yield from self._stepping(at, op, state)
            return
        lazy = callee.is_generator or (callee.is_async and "awaited" not in op.flags)
        summary = None if lazy else self.summaries.summary(callee, entries, "held", self.lent)
        ways = [way for way in summary.exits if way.kind == "normal"] if summary is not None else []
        outcomes = {way.t for way in ways}
        for succ, after, cost in self._stepping(at, op, state):
            if cost < ERROR and after.t == "held" and outcomes != {"held"} and outcomes:
                if outcomes == {"released"}:
                    after = self.released(at, after, op.offsets)
                    for way in ways:
                        if way.release is not None:
                            self.inner_release[op.offsets] = way.release
                    self.check_armed(at, after, ANY_MOMENT)
                else:
                    after = after._replace(t="unknown")
            yield succ, after, cost

    def _stepping(self, at: int, op: Op, state: State) -> Iterator[Edge]:
        """A call with the borrowed value may give another one that lives off the same object."""
        result = self.ops[at].dst or op.dst or ""
        on = any(self.recogniser.lends_on(self.function, op, self.loan, p) for p in self.places(state, op))
        state = self._filed_away(op, state)
        if self.loan.by_use or self.is_made:
            on = on or self._is_told(at, op, state)
        raw = self.is_made and op.callee is not None and op.callee.receiver in state.aliases
        raw = raw or self._is_raw_step(op, state)
        settled = (
            op.callee is not None
            and op.callee.receiver in state.aliases
            and op.callee.method in self.recogniser.names("borrow-settle")
            and not self.loan.is_memory
        )
        lent = self._is_same(op, state.lender, self.lent.spec)
        for succ, after, cost in super().invoke(at, op, state):
            if lent and cost < ERROR:
                after = after._replace(lender=after.lender | {result})
            if settled and cost < ERROR and after.t == "held":
                after = after._replace(t="unknown")
            elif on and cost < ERROR and after.t in ("held", "released"):
                if after.t == "held" and self._is_lazy(op):
                    self.lazies[at] = self.touch(op.offsets, "lazy")
                after = after._replace(aliases=after.aliases | {result})
            elif raw and cost < ERROR and after.t == "held":
                after = after._replace(aliases=after.aliases | {result + _RAW})
            yield succ, after, cost

    def _is_raw_step(self, op: Op, state: State) -> bool:
        """Whether a call on what may be borrowed gives what may be so, too: `session.query(T).filter(x)`."""
        callee = op.callee
        return (
            callee is not None
            and f"{callee.receiver}{_RAW}" in state.aliases
            and callee.method in self.recogniser.names("borrow-step")
        )

    def _is_filled_with(self, operand: str | None, state: State) -> bool:
        """A list of views is as good as its views: `sock.sendmsg(parts)`."""
        if self.loan.is_memory and operand is not None and f"{operand}~" in state.aliases:
            return True
        return super()._is_filled_with(operand, state)

    def _filed_away(self, op: Op, state: State) -> State:
        """The state after a view has been put into a container that an attribute holds."""
        callee = op.callee
        box = callee.receiver or "" if callee is not None and callee.method in FILING else ""
        if not self.loan.is_memory or not self._own or not box.startswith(self._own):
            return state
        filed = any(
            value in state.aliases
            for argument in op.args
            for value in (argument.value, f"{argument.value}~", *(argument.items or ()))
        )
        return state._replace(aliases=state.aliases | {f"{box}~"}) if filed else state

    def _is_lazy(self, op: Op) -> bool:
        """Whether a function reads its argument only when its result is read: `map(f, rows)`."""
        assert op.callee is not None
        return self.recogniser.dotted(self.function, op.callee) in self.recogniser.names("borrow-lazy")

    def _is_told(self, at: int, op: Op, state: State) -> bool:
        """A call with a raw result may tell that it is borrowed; whether its own result lives off it too."""
        assert op.callee is not None
        raw = {path.removesuffix(_RAW) for path in state.aliases if path.endswith(_RAW)}
        names, method = self.recogniser.names, op.callee.method
        if self.loan.by_wait:
            receiver = op.callee.receiver or ""
            if "awaited" in op.flags and any(
                receiver == one or receiver.startswith(one + ".") for one in raw
            ):
                self.use(at, state, op.offsets, "call")
            return False
        if op.callee.receiver in raw:
            is_step = self.is_known and method in names("borrow-step")
            if is_step or method in names("borrow-proof"):
                self.use(at, state, op.offsets, "call")
                return method in names("borrow-step")
        if not self.is_known or not any(argument.value in raw for argument in op.args):
            return False
        dotted = self.recogniser.dotted(self.function, op.callee)
        if dotted in names("borrow-reader"):
            self.use(at, state, op.offsets, "argument")
        return dotted in names("borrow-lazy")

    def _release(self, state: State, op: Op, places: list[int | str]) -> Given | None:
        return None  # nothing gives the borrowed value itself back

    def entries_of(
        self, lender: State, function: Function, callee: Callee, args: Iterable[Argument]
    ) -> frozenset[str]:
        """The paths inside `function` that are the lent object when it is called like this."""
        return Query.entries(self, lender, function, callee, args)

    # Other operations

    def make(self, index: int, state: State, op: Op) -> State:
        """A generator expression over what a known library's `execute` gave reads it when it runs."""
        raw = {value for _, value in op.defaults if value and self.is_known and value + _RAW in state.aliases}
        if op.function is None or op.function.kind != "genexp" or not raw:
            return super().make(index, state, op)
        made = super().make(index, state._replace(aliases=state.aliases | raw), op)
        return made._replace(aliases=state.aliases)

    def on_collect(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        attribute = (
            (op.dst or "")[len(self._own) :] if self._own and (op.dst or "").startswith(self._own) else ""
        )
        if state.t == "released" and op.src in state.aliases and attribute.isidentifier():
            use = self.summaries.use_of_kept(self.function, attribute)
            if use is not None:
                self.report("POOL105", state, index, self.touch(op.offsets, "filed"), inner=use)
        for succ, after, cost in super().on_collect(index, op, state):
            if attribute.isidentifier() and self.loan.is_memory and op.src in state.aliases:
                after = after._replace(aliases=after.aliases | {f"{op.dst}~"})
            yield succ, after, cost

    def on_assign(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        is_view = self.loan.is_memory and "slice" in op.flags and op.how in state.aliases
        for succ, after, cost in super().on_assign(index, op, state):
            if (is_view or (self.site == _NOWHERE and self._is_part(state, op.src))) and op.dst:
                after = after._replace(aliases=after.aliases | {op.dst})
            yield succ, after, cost

    def on_enter(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        if self.seed.op == index and not self.seed.entry:
            yield from super().on_enter(index, op, state)
            return
        marker, source, dst = f"@{op.number}", op.src or "", op.dst or ""
        made = self.producers.get(source)
        closing = made is not None and self.recogniser.manager_is(self.function, made, "closing")
        inner = made.args[0].value if closing and made is not None and made.args else None
        for succ, after, cost in super().on_enter(index, op, state):
            # The block of a borrowed value gives nothing back.
            after = after._replace(aliases=after.aliases - {marker})
            if source in state.lender and self.recogniser.ends_with_block(self.lent):
                after = after._replace(aliases=after.aliases | {marker}, lender=after.lender | {dst})
            elif source in state.lender:
                after = after._replace(lender=after.lender | {dst})
            elif inner in state.lender and made is not None:
                after = after._replace(lender=after.lender | {dst})
                if self._closes_lender(made):
                    after = after._replace(aliases=after.aliases | {marker})
            if source + _RAW in state.aliases:
                after = after._replace(aliases=after.aliases | {dst + _RAW})
            yield succ, after, cost

    def _closes_lender(self, made: Op) -> bool:
        before, self.taken = self.taken, self.lent
        try:
            return self._closes(made)
        finally:
            self.taken = before

    def on_use(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        # What a known library's `execute` gives is a cursor or a result wherever it is iterated.
        if op.how == "iter" and self.is_known and f"{op.src}{_RAW}" in state.aliases:
            self.use(index, state, op.offsets, "iter")
        yield from super().on_use(index, op, state)

    def _status(self, op: Op) -> bool:
        # Reading an attribute of a cursor or a view is no use of it; what is called on it may be.
        return op.how.startswith("attr") or super()._status(op)

    def _doubtful(self, op: Op) -> bool:
        return op.how.startswith("attr") or op.how in ("format", "contains") or super()._doubtful(op)

    # Reports

    def use(
        self, index: int, state: State, offsets: tuple[int, int], what: str, inner: Touch | None = None
    ) -> None:
        if what == "exit" and not self.loan.is_block:
            return  # closing a cursor late is harmless
        super().use(index, state, offsets, what, inner)

    def code_for(self, code: str, state: State, lane: str) -> str:
        return super().code_for(code, state, lane) if code in _CODES else ""

    def retold(self, report: Report) -> Report:
        lazy = [touch for at, touch in sorted(self.lazies.items()) if at < report.late_op]
        made = lazy[-1] if lazy and report.deferred is None else report.made
        return report._replace(code="POOL106", borrowed=self._origin(), made=made)

    def _origin(self) -> Touch | None:
        """Where the value was borrowed; None for an attribute, which is there from the start."""
        if self.site == _NOWHERE:
            return None
        op = self.ops[self.site]
        made = self.producers.get(op.src or "") if op.kind == "await" else op
        return self.touch((made or op).offsets, "borrowed")


def borrow_queries(
    summaries: Summaries, function: Function, seed: Seed, depth: int = _DEPTH, to_the_end: bool = False
) -> Iterator[BorrowQuery]:
    """The solved queries on everything that is borrowed from the object of `seed`."""
    recogniser = summaries.recogniser(function)
    if depth:
        yield from _left_beside(summaries, function, seed, depth)
    if recogniser.lent_attributes(function, seed.taken):
        yield _solved(BorrowQuery(summaries, function, seed, _NOWHERE, Loan(is_memory=True)))
    asker = BorrowQuery(summaries, function, seed, _NOWHERE, Loan())
    names = _copies(function, seed)
    for op in function.ops:
        if op.kind != "call" or op.callee is None or op.dst is None:
            continue
        operands = [op.callee.receiver, *(argument.value for argument in op.args)]
        lenders = [
            path
            for path in names
            if any(is_within(path, o) or o.startswith(path + ".") for o in operands if o)
        ]
        if not lenders:
            continue
        maker = summaries.resolve(function, op.callee, True)
        loan = None
        if maker is None:
            # What is taken out of another pool in a block of its own is followed by itself.
            own = "with" in op.flags and recogniser.acquisition(function, op, True) is not None
            own = own or summaries.constructor(function, op.callee, True) is not None
            loan = None if own else _loan(recogniser, function, op, seed)
        elif depth and not maker.is_generator and (not maker.is_async or "awaited" in op.flags):
            given = State("held", aliases=frozenset(lenders))
            entries = asker.entries_of(given, maker, op.callee, op.args)
            taken = seed.taken
            spec = taken.spec.id if taken.spec is not None else taken.verb
            question = (maker, entries, spec, taken.evidence, taken.receiver, depth)
            if question not in summaries.loans:
                summaries.loans[question] = _made(summaries, maker, entries, seed, depth)
            loan = summaries.loans[question]
        if loan is not None:
            query = BorrowQuery(summaries, function, seed, _site(function, op), loan, maker)
            yield _solved(query, to_the_end)


def _left_beside(summaries: Summaries, function: Function, seed: Seed, depth: int) -> Iterator[BorrowQuery]:
    """The queries on what a function gives, or leaves in attributes, together with the object.

    `self.conn` and `self.cur` after `self.connect()`, or `conn, cur = connect()`.
    """
    op = function.ops[seed.op]
    made = summaries.recogniser(function).producers(function).get(op.src or "") if op.kind == "await" else op
    if seed.entry or made is None or made.callee is None:
        return
    maker = summaries.lender(summaries.place(function, made.callee))
    if maker is None:
        beside = _called_borrowed(summaries, function, seed, op.dst or "")
        if beside:
            yield _solved(BorrowQuery(summaries, function, seed, _NOWHERE, Loan(), beside=beside))
    if maker is None or maker is function:
        return
    inside = {"$ret": op.dst or ""}
    if maker.is_method and maker.params and made.callee.receiver is not None:
        inside[maker.params[0]] = made.callee.receiver
    returned = {one.src or "" for one in maker.ops if one.kind == "return"}
    kept = {
        name + place[len(path) :]
        for start, path in inside.items()
        for place in seed.places
        if path and is_within(place, path) and place != path
        for name in (returned if start == "$ret" else {start})
    }
    for places, loan, left in _left_by(summaries, maker, depth) if kept else ():
        beside = frozenset(
            path + name[len(start) :]
            for name in left
            for start, path in inside.items()
            if path and is_within(name, start) and name != start
        )
        if beside and not kept.isdisjoint(places):
            yield _solved(BorrowQuery(summaries, function, seed, _NOWHERE, loan, beside=beside))


def _left_by(summaries: Summaries, maker: Function, depth: int) -> list[Left]:
    """What a function borrows from what it takes out, and leaves for its caller."""
    question = (maker, depth)
    if question not in summaries.left:
        summaries.left[question] = [
            (_copies(maker, seed), query.loan, _held_at_the_end(query))
            for seed in acquisition_seeds(summaries, maker)
            for query in borrow_queries(summaries, maker, seed, depth - 1, to_the_end=True)
        ]
    return summaries.left[question]


def _held_at_the_end(query: BorrowQuery) -> frozenset[str]:
    """The places of the borrowed value at the normal end of a function, where the object is still held."""
    ends = (way.aliases for way in query.exits if way.kind == "normal" and way.t == "held")
    return frozenset(name for aliases in ends for name in aliases)


def _called_borrowed(summaries: Summaries, function: Function, seed: Seed, result: str) -> frozenset[str]:
    """The items of a result that are called what lives off an object which is another item of it."""
    if not any(place.startswith(f"{result}[") for place in seed.places):
        return frozenset()
    names = summaries.recogniser(function).names("borrow-name")
    return frozenset(
        one.src
        for one in function.ops
        if one.kind == "assign"
        and one.src is not None
        and one.src.startswith(f"{result}[")
        and one.src not in seed.places
        and (one.dst or "").lstrip("_").lower() in names
    )


def _copies(function: Function, seed: Seed) -> list[str]:
    """The paths to which the object of `seed` may be copied by plain assignments (flow-insensitive)."""
    found = dict.fromkeys(seed.places)
    grown = True
    while grown:
        before = len(found)
        for op in function.ops:
            if op.kind in ("assign", "await", "enter") and op.dst and op.src in found:
                found[op.dst] = None
            elif op.kind == "call" and op.dst and seed.taken.spec is not None and op.callee is not None:
                if op.callee.receiver in found and op.callee.method in seed.taken.spec.same:
                    found[op.dst] = None
        grown = len(found) > before
    return list(found)


def _loan(recogniser: Recogniser, function: Function, op: Op, seed: Seed) -> Loan | None:
    """What a call lends if the object of `seed` is its receiver or one of its arguments."""
    held = _copies(function, seed)
    places: list[int | str] = ["receiver", 0]
    places += [argument.keyword or at for at, argument in enumerate(op.args) if argument.value in held]
    found = (recogniser.lends(function, op, seed.taken, place) for place in places)
    return next((loan for loan in found if loan is not None), None)


def _made(
    summaries: Summaries, maker: Function, entries: frozenset[str], seed: Seed, depth: int
) -> Loan | None:
    """The loan that a function of the project returns of the object that it gets at `entries`."""
    if not entries:
        return None
    inside = Seed(0, tuple(sorted(entries)), seed.taken, True)
    for query in borrow_queries(summaries, maker, inside, depth - 1):
        for way in query.exits:
            if way.kind == "normal" and way.t == "held" and "$ret" in way.aliases:
                return query.loan._replace(by_use=False)
    return None


def _site(function: Function, op: Op) -> int:
    """The operation that carries the call out: the `await` around it, or the call itself."""
    if "awaited" in op.flags:
        for number, other in enumerate(function.ops):
            if other.kind == "await" and other.src == op.dst:
                return number
    return function.ops.index(op)


def _solved(query: BorrowQuery, to_the_end: bool = False) -> BorrowQuery:
    query.solve(to_the_end)
    return query
