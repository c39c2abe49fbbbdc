"""The leak query: the same fixpoint, asked at the ways out of a function whether the object is still held.

It follows the object to every exit, lets it be cancelled at every suspension, and gives it up where
somebody else surely owns it: stored, sent, disposed of. Where somebody else may own it (an argument
of an unknown call, an armed deferral) the node is noted in `handed`; `ways` decides what that means.
More marks on aliases: `worker?` may carry the object, `rows?of` came out of a call of its own methods,
`pool!` was rebound since the object came from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from poollint.ir import BY_NAME, Argument, Callee, Function, Op, Operand, is_within, root
from poollint.names import plain_verb
from poollint.recognise.evidence import WEAK_PAIRS, last_of, words_of
from poollint.typestate.base import CANCEL, ERROR, Edge
from poollint.typestate.joining import FILING
from poollint.typestate.quiet import Quiet
from poollint.typestate.state import CALM, Item, State

_TAKING_OUT = frozenset({"pop", "popleft", "popitem", "values", "items", "copy"})

_CLOSING = frozenset({"close", "aclose", "ensure_closed"})
_DERIVED = "?of"
STORING = frozenset({"__enter__", "__aenter__", "__init__"})
"""Methods after which nobody has what they have stored, where they raise."""


class LeakQuery(Quiet):
    """Follows one object to the ways out of one function."""

    follows_attribute = False
    """Whether it stays with an attribute of `self`, which others may give back as long as nothing fails."""

    def solve(self, to_the_end: bool = True) -> LeakQuery:
        self.cancels = True
        self.given: set[tuple[int, object]] = set()
        self.derived: set[tuple[int, object]] = set()
        self.settled: set[tuple[int, object]] = set()
        self.held_at: set[tuple[int, object]] = set()
        self.closed: set[tuple[int, object]] = set()
        self.takers: dict[int, tuple[Item, frozenset[str]]] = {}
        """What gives the object back when it runs, by the operation that arms it, with its paths inside."""
        self.arranges = False
        """Whether a deferral that is made here, or a function that is called, may give the object back."""
        made = None if self.seed.entry else self.acquiring()
        self.pool_path = made.callee.receiver if made is not None and made.callee is not None else None
        super().solve(to_the_end)
        return self

    def _is_over(self, index: int, state: State) -> bool:
        if state.t == "unborn":
            return index not in self.before
        return state.t in ("unknown", "released") and not self.seed.entry

    def report(self, code: str, state: State, index: int, *rest: object, **more: object) -> None:
        """What happens after a release is the other query's business."""

    def is_memory(self) -> bool:
        """Whether what is lent is plain memory: dropped on an error, it is collected and missed by nobody."""
        spec = self.taken.spec
        if spec is not None and spec.kind != "other":
            return spec.kind in ("buffer", "struct")
        return bool(words_of(last_of(self.taken.receiver).lower()) & self.recogniser.names("memory-word"))

    # Ownership

    def _given_up(self, edges: Iterator[Edge]) -> Iterator[Edge]:
        """The same edges, on all of which the object is nobody's concern here any more."""
        for target, state, cost in edges:
            yield target, state._replace(t="unknown") if state.t == "held" else state, cost

    def released(self, index: int, state: State, offsets: tuple[int, int], what: str = "call") -> State:
        self.given.add(self.node)
        return super().released(index, state, offsets, what)

    def transfer(self, index: int, state: State) -> Iterator[Edge]:
        if state.t == "held" and self._is_opened(self.ops[index], state.aliases):
            self.settled.add((index, state.key()))
            state = state._replace(t="unknown")
        for target, after, cost in super().transfer(index, state):
            if cost < ERROR and self._is_lost(state, after):
                self.held_at.add((target, after.key()))
            yield target, after, cost

    def _is_lost(self, before: State, after: State) -> bool:
        """Whether the last name of the object has got another value: nobody can give it back any more."""
        if not before.t == after.t == "held" or after.items or after.stacks:
            return False
        return bool(_carriers(before)) and not _carriers(after)

    def _is_opened(self, op: Op, aliases: frozenset[str]) -> bool:
        """Whether a container that holds the object is iterated, read or captured: then nothing is sure."""
        boxes = {path[:-1] for path in aliases if path[-1:] == "~"}
        if not boxes or op.kind in ("return", "collect", "branch", "call"):
            return False
        if op.kind == "make" and op.function is not None:
            return any(root(box) in op.function.free for box in boxes)
        if op.kind == "assign" and op.src in boxes:
            return not self._is_local(op.dst)
        return op.src is not None and any(is_within(op.src, box) for box in boxes) and op.kind != "use"

    def _is_local(self, path: Operand) -> bool:
        """Whether a path is a plain local name or a temporary: what stands there stays in this function."""
        if path is None:
            return False
        name = root(path)
        if self.function.kind == "module" or name in self.function.writes:
            return False
        return name.startswith("%") or path == name == "$ret" or (path == name and name in self._locals)

    @property
    def _locals(self) -> frozenset[str]:
        return self.function.locals | frozenset(self.function.params)

    def _is_own_container(self, path: str) -> bool:
        """Whether a container was made in this function and is known under this name alone."""
        if path.startswith("%"):
            return True
        if path not in self.function.locals or path in self.function.params or path in self.function.writes:
            return False
        for op in self.ops:
            if op.kind == "assign" and op.dst == path and op.src is not None:
                made = self.producers.get(op.src)
                if not op.src.startswith("%"):
                    return False
                if made is not None and (
                    made.callee is None or not self.recogniser.is_quiet(self.function, made)
                ):
                    return False
        return True

    def on_assign(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        edges = super().on_assign(index, op, state)
        if state.t != "held" or op.dst is None:
            yield from edges
            return
        kept = self._enters and root(op.dst) == self.function.params[0]
        if self._carries(state, op.src) and not self._is_local(op.dst):
            yield from edges if kept else self._given_up(edges)
            return
        if f"{op.src}{_DERIVED}" in state.aliases and not self._is_local(op.dst) and not kept:
            self.derived.add(self.node)
        pools = {path for path in (self.pool_path, self.taken.receiver) if path and is_within(path, op.dst)}
        for target, after, cost in edges:
            if pools and op.src not in pools:
                after = after._replace(aliases=after.aliases | {path + "!" for path in pools})
            yield target, after, cost

    @property
    def _enters(self) -> bool:
        """Whether nobody can give back what this method has stored where it raises.

        No `__exit__` follows an `__enter__` that fails, no caller has the object of an `__init__` that does.
        """
        return (self.function.name in STORING or self.follows_attribute) and bool(self.function.params)

    def _is_stored(self, state: State) -> bool:
        return self._enters and any(path.startswith(self.function.params[0] + ".") for path in state.aliases)

    def _carries(self, state: State, operand: Operand) -> bool:
        """Whether an operand is the object, holds it, or may carry it."""
        if operand is None:
            return False
        if any(f"{operand}{mark}" in state.aliases for mark in ("", "~", "?")):
            return True
        return any(self.held_by(state, item) for item in self.handled(state, operand))

    def on_return(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        if state.t == "held" and f"{op.src}{_DERIVED}" in state.aliases:
            self.derived.add(self.node)
        edges = super().on_return(index, op, state)
        if state.t == "held" and self._is_replaced(op, state):
            self.handed.add(self.node)
            edges = self._given_up(edges)
        yield from edges

    @property
    def _is_queue(self) -> bool:
        """Whether the pool is a queue or list of what may be lent, and may as well hold empty places."""
        spec = self.taken.spec
        return self.taken.evidence == "weak" or (spec is not None and not spec.strong)

    def _is_replaced(self, op: Op, state: State) -> bool:
        """Whether something else is returned where other ways return the object: the place goes with it."""
        if not self._is_queue or op.src in (None, "=None") or self._carries(state, op.src):
            return False
        own = {op.dst for op in self.ops if op.kind == "assign" and op.src in self.seed.places}
        return any(one.kind == "return" and one.src in {*own, *self.seed.places} for one in self.ops)

    def _puts_another(self, op: Op) -> bool:
        """Whether something else is put into the queue that the object came from: its place is filled."""
        if not self._is_queue or op.callee is None or len(op.args) != 1:
            return False
        receiver, verb = self.recogniser.split(self.function, op.callee)
        return receiver == self.taken.receiver and plain_verb(verb) in WEAK_PAIRS.get(self.taken.verb, ())

    def on_collect(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        edges = super().on_collect(index, op, state)
        own = self._is_own_container(op.dst or "")
        # Who comes to it by an attribute of an item is not followed.
        holder = any(path.startswith(f"{op.src}.") for path in state.aliases)
        if state.t == "held" and (holder or (self._carries(state, op.src) and not own)):
            edges = self._given_up(edges)
        nested = f"{op.src}~" in state.aliases and op.dst
        for target, after, cost in edges:
            if nested and after.t == "held":
                after = after._replace(aliases=after.aliases | {f"{op.dst}~"})  # `held[key] = (node, conn)`
            yield target, after, cost

    def on_dispatch(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        """An error of no known class is taken by handlers that clean up: they name what is raised there."""
        edges = super().on_dispatch(index, op, state)
        if state.t == "held" and state.pending == ("error", "") and op.number in self._cleaning:
            edges = (edge for edge in edges if edge[0] in op.succ)
        yield from edges

    @cached_property
    def _cleaning(self) -> set[int]:
        """The numbers of the `try` statements with a handler that gives something back or closes it."""
        found: set[int] = set()
        disposing = self.recogniser.names("disposing")
        for op in self.ops:
            if op.kind == "call" and op.callee is not None:
                verb = plain_verb(op.callee.method or op.callee.path or "")
                if self.recogniser.is_strong_release(verb) or words_of(verb.lower()) & disposing:
                    found |= {number for number, part in op.region if part == "handler"}
        return found

    def on_raise(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        edges = super().on_raise(index, op, state)
        if state.t == "held" and self._carries(state, op.src):
            edges = self._given_up(edges)
        yield from edges

    def on_yield(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        """A consumer may stop here for good; what it is given may be its own from then on."""
        edges = super().on_yield(index, op, state)
        lends = any("contextmanager" in d or "fixture" in d for d in self.function.decorators)
        if state.t == "held" and not lends:
            if self._carries(state, op.src):
                self.handed.add(self.node)
            for target, after, _ in self.fail(index, state, ("raise", "GeneratorExit")):
                yield target, after, CANCEL
        yield from edges

    def on_enter(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        """`with conn:` gives back by whatever it does, unless the catalogue knows that it doesn't."""
        edges = super().on_enter(index, op, state)
        made = self.producers.get(op.src or "")
        closing = (
            made is not None
            and self.recogniser.manager_is(self.function, made, "closing")
            and any(argument.value in state.aliases for argument in made.args)
        )
        entered = op.src in state.aliases and not self._ends_transaction()
        if state.t == "held" and "async" in op.flags and self.recogniser.is_lock(self.function, op.src):
            yield from self.fail_cancelled(index, state)
        if state.t == "held" and (closing or entered):
            marker = f"@{op.number}"
            edges = (
                (target, after if marker in after.aliases else after._replace(t="unknown"), cost)
                for target, after, cost in edges
            )
        yield from edges

    def _ends_transaction(self) -> bool:
        return self.taken.spec is not None and self.taken.spec.block_ends_transaction

    def on_leave(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        """Leaving a block fails where it works on the object: it commits, flushes, gives back."""
        edges = super().on_leave(index, op, state)
        made = self.producers.get(op.src or "")
        about = op.src in state.aliases or (
            made is not None
            and made.callee is not None
            and (made.callee.receiver in state.aliases or any(self._passes(state, a) for a in made.args))
        )
        if state.t == "held" and not about:
            edges = (edge for edge in edges if edge[2] < ERROR)
        if state.t == "held" and self._fails_at_exit(op, state):
            edges = (e for edge in edges for e in (edge, *self.fail(index, edge[1])))
        yield from edges

    def _fails_at_exit(self, op: Op, state: State) -> bool:
        """Whether an entry of the exit stack that is left may fail on the object; the others run then."""
        return any(
            outcome.exit is not None and outcome.exit.kind == "error" and outcome.t == "held"
            for stack in state.stacks
            if stack.number == op.number
            for _, site, arm in stack.entries
            for item in state.items
            if (item.site, item.arm) == (site, arm)
            for outcome in self.run(state, item)
        )

    # Calls

    def invoke(self, at: int, op: Op, state: State) -> Iterator[Edge]:
        assert op.callee is not None
        edges = super().invoke(at, op, state)
        if self.seed.op == at and not self.seed.entry:
            if self.answers_none:
                edges = (edge for edge in edges if edge[2] != ERROR)
        elif state.t == "held":
            places = self.places(state, op)
            if not places and self._puts_another(op):
                self.handed.add(self.node)
                edges = self._given_up(edges)
            elif not places and self._releases_another(state, op):
                edges = (edge for edge in edges if edge[2] < ERROR)
            elif self._closes_it(state, op, places):
                # Closed, it may still be out in the pool's books: this function's own, if it gives it back.
                self.settled.add(self.node)
                self.handed.add(self.node)
                self.closed.add(self.node)
                edges = self.closing_quietly(op, edges)
            elif (
                self._disposes(state, op, places)
                or self._is_own_unknown(state, op)
                or (places and (op.callee.method == BY_NAME or self._gives_what_it_gets(op)))
            ):
                self.settled.add(self.node)
                edges = self._given_up(edges)
            elif self._hands_over(state, op, places) and self._release(state, op, places) is None:
                self.handed.add(self.node)
                edges = self._marked(edges, "?")
            elif any(self._builds_on(state, op, argument) for argument in op.args):
                edges = self._marked(edges, "?")
            elif "receiver" in places:
                edges = self._marked(edges, "?" if self._lends(op) else _DERIVED)
            if self.is_started(op) or self.is_quiet_here(op, state, places):
                edges = (edge for edge in edges if edge[2] != ERROR)
        yield from edges

    def _releases_another(self, state: State, op: Op) -> bool:
        """Whether another object is given back: a cleanup, whose failure is nobody's plan."""
        assert op.callee is not None
        if not op.args or any(self._passes(state, argument) for argument in op.args):
            return False
        return self.recogniser.is_strong_release(plain_verb(op.callee.method or ""))

    def _gives_what_it_gets(self, op: Op) -> bool:
        """Whether a call with the object gets a callback that gives back one of its own arguments.

        `conn.send(message, on_reply)`: who calls `on_reply(conn, reply)` has the connection to give it.
        """
        if op.callee is None or self.summaries.resolve(self.function, op.callee, given=True) is not None:
            return False
        return any(self._gives_an_argument(argument.value) for argument in op.args)

    def _gives_an_argument(self, operand: Operand) -> bool:
        """Whether an operand is a function in sight that gives back one of its own arguments."""
        if operand is None or operand.startswith("="):
            return False
        made = self.producers.get(operand)
        function = made.function if made is not None and made.kind == "make" else None
        if function is None and (made is None or "." in operand):
            callee = self._as_callee(operand)
            function = self.summaries.resolve(self.function, callee, given=True)
        if function is None or function.is_generator:
            return False
        own = function.params[:1] if function.is_method else ()
        return any(
            path in function.params and path not in own for path in self.summaries.given_back(function)
        )

    def _is_own_unknown(self, state: State, op: Op) -> bool:
        """Whether an `__enter__` calls a method of its own that may give back what is stored."""
        assert op.callee is not None
        return (
            op.callee.receiver in (*self.function.params[:1], "super()")
            and self._is_stored(state)
            and self.summaries.resolve(self.function, op.callee, given=True) is None
        )

    def _marked(self, edges: Iterator[Edge], mark: str) -> Iterator[Edge]:
        """The same edges; behind the normal ones the result of the call bears a mark."""
        result = self.ops[self.node[0]].dst
        for target, state, cost in edges:
            if cost < ERROR and state.t == "held" and result:
                state = state._replace(aliases=state.aliases | {result + mark})
            yield target, state, cost

    def _lends(self, op: Op) -> bool:
        """Whether the result of a method of the object may keep it, or be all that is left of it."""
        assert op.callee is not None
        spec = self.taken.spec
        borrows = {borrow.name for borrow in spec.borrows} if spec is not None else set()
        return op.callee.method in borrows or op.callee.method in self.recogniser.names("lending")

    def _closes_it(self, state: State, op: Op, places: list[int | str]) -> bool:
        """Whether this call ends the object itself: `conn.close()`."""
        assert op.callee is not None
        spec, verb = self.taken.spec, (op.callee.method or "")
        if "receiver" not in places or (spec is not None and spec.close_keeps_slot and verb in _CLOSING):
            return False
        return plain_verb(verb) in self.recogniser.names("disposing") and (
            self._release(state, op, places) is None
        )

    def _disposes(self, state: State, op: Op, places: list[int | str]) -> bool:
        """Whether this call gives the object up: disposes of it, files it, or takes it over by its verb."""
        assert op.callee is not None
        names = self.recogniser.names
        verb = (op.callee.method or op.callee.path or "").rpartition(".")[2]
        if places and self._release(state, op, places) is not None:
            return False
        passed = [argument for argument in op.args if self._passes(state, argument)]
        if not passed:
            receiver = op.callee.receiver
            if any(self._is_part(state, part) for part in (receiver, *(one.value for one in op.args))):
                return bool(words_of(verb.lower()) & names("destroying-word"))
            boxed = receiver is not None and f"{receiver}~" in state.aliases
            return boxed and verb in _TAKING_OUT
        if verb == "set" and self._is_told_to_context(op):
            return False
        if verb in FILING or verb in ("__setitem__", "setdefault", "update"):
            return not self._is_own_container(op.callee.receiver or "")
        if verb in ("setattr", "put", "put_nowait", "send", "send_nowait"):
            return True
        return bool(words_of(verb.lower()) & names("handing-over")) and not self._is_plain(state, op)

    def _is_told_to_context(self, op: Op) -> bool:
        """Whether a context variable shows the object to who is called from here, until it is reset here."""
        assert op.callee is not None
        undone = (one.callee for one in self.ops if one.callee is not None and one.callee.method == "reset")
        return self.is_of_context(op) and op.callee.receiver in {callee.receiver for callee in undone}

    def _is_part(self, state: State, operand: Operand) -> bool:
        """Whether an operand is an attribute of the object: who destroys `item.driver` keeps no `item`."""
        path = self.recogniser.receiver(self.function, operand) if operand else ""
        owner = path.rpartition(".")[0]
        return bool(owner) and owner in state.aliases

    def _is_plain(self, state: State, op: Op) -> bool:
        """Whether a function in sight always gives the object back, or never, whatever its name says."""
        assert op.callee is not None
        function = self.summaries.resolve(self.function, op.callee, given=True)
        if function is None:
            return False
        entries = self.entries(state, function, op.callee, op.args)
        if not entries or all(path.endswith("~") for path in entries):
            return False  # a list: what happens to each of its items is not told from what does to none
        taken = self.inside(function, op.callee, op.args)
        facts = self.constants(function, op.callee, op.args)
        summary = self.summaries.summary(function, entries, "held", taken, facts)
        if summary is None:
            return False
        return {way.t for way in summary.exits if way.kind == "normal"} in ({"held"}, {"released"})

    def _passes(self, state: State, argument: Argument) -> bool:
        values = [argument.value, *(argument.items or ()), *(value for _, value in argument.pairs)]
        return any(self._carries(state, value) for value in values)

    def _builds_on(self, state: State, op: Op, argument: Argument) -> bool:
        """Whether a class makes something of a part of the object: `Producer(conn.channel)`."""
        assert op.callee is not None
        name = op.callee.method or (op.callee.path or "").rpartition(".")[2]
        path, dot, attribute = (argument.value or "").rpartition(".")
        is_class = name[:1].isupper() and not name.isupper() and not name.endswith(("Error", "Exception"))
        return bool(dot) and is_class and path in state.aliases and not self.is_status(attribute)

    def _hands_over(self, state: State, op: Op, places: list[int | str]) -> bool:
        """Whether somebody else may own the object after this call, or its result may carry it."""
        assert op.callee is not None
        method = op.callee.method
        if method is None and self.recogniser.dotted(self.function, op.callee) in self.recogniser.names(
            "doubtful-function"
        ):
            return False
        if self.recogniser.is_logging(self.function, op.callee) or op.callee.path == "len":
            return False
        if not any(self._passes(state, argument) for argument in op.args):
            return False
        if method in FILING and self._is_own_container(op.callee.receiver or ""):
            return False
        if method in self.recogniser.names("copying-memory") and self.is_memory():
            return False
        if self.summaries.resolve(self.function, op.callee, given=True) is not None:
            return False
        if self.summaries.constructor(self.function, op.callee, given=True) is not None:
            return False
        return method is not None or not self._only_uses(state, op)

    def _only_uses(self, state: State, op: Op) -> bool:
        """Whether a local name stands for methods of this class alone, none of which keeps the object."""
        assert op.callee is not None
        values = [
            other.src or "" for other in self.ops if other.kind == "assign" and other.dst == op.callee.path
        ]
        return bool(values) and all(self._is_kept_by_none(state, op, value) for value in values)

    def _is_kept_by_none(self, state: State, op: Op, path: str) -> bool:
        """Whether a call of the method of this class at `path` leaves the object with the caller."""
        owner, dot, name = path.rpartition(".")
        if not dot or owner not in self.function.params[:1]:
            return False
        callee = Callee(None, owner, name, path)
        function = self.summaries.resolve(self.function, callee, given=True)
        entries = self.entries(state, function, callee, op.args) if function is not None else frozenset()
        if function is None or not entries:
            return False
        summary = self.summaries.summary(function, entries, "held", self.inside(function, callee, op.args))
        return summary is not None and not summary.handed and {way.t for way in summary.exits} <= {"held"}

    def _apply(
        self,
        at: int,
        op: Op,
        state: State,
        function: Function,
        entries: frozenset[str],
        result: str,
        told: bool = False,
    ) -> Iterator[Edge]:
        assert op.callee is not None
        runs = not function.is_generator and (not function.is_async or "awaited" in op.flags)
        if state.t == "held" and entries and runs:
            facts = self.constants(function, op.callee, op.args)
            summary = self.summaries.summary(function, entries, "held", self.taken, facts)
            if summary is None or summary.handed:
                self.handed.add(self.node)
            if summary is not None and any(way.t == "released" for way in summary.exits):
                self.arranges = True
            if summary is not None and self._goes_elsewhere(op, function, summary):
                self._report_other_pool(at, op)
        edges = super()._apply(at, op, state, function, entries, result, told)
        if _only_answers(function):
            edges = (edge for edge in edges if edge[2] != ERROR)
        yield from edges

    def _armed(self, index: int, state: State, item: Item, op: Op, offsets: tuple[int, int]) -> State:
        if item.lane not in ("stack", "copy"):
            self.handed.add(self.node)
            if any(outcome.t == "released" for outcome in self.run(state, item)):
                self.settled.add(self.node)  # arranged for here
                self.arranges = True
                self.takers.setdefault(index, (item, self.held_by(state, item)))
        return super()._armed(index, state, item, op, offsets)

    # Exits

    def on_exit(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        if self._is_held(state) and not self._is_stored(state):
            self.held_at.add(self.node)
        return super().on_exit(index, op, state)

    def on_abort(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        # Without an exception in flight it is a failed assertion.
        if self._is_held(state) and state.pending not in (CALM, ("raise", "SystemExit")):
            self.held_at.add(self.node)
        return super().on_abort(index, op, state)

    def _is_held(self, state: State) -> bool:
        """Whether the object leaves by nobody's hand: not returned, not behind a closure that stays."""
        if state.t != "held" or any(root(path) == "$ret" and self._leads_to(path) for path in state.aliases):
            return False
        if any(stack.entries for stack in state.stacks):
            return False
        return not any(
            self.held_by(state, item)
            and (item.arm >= 0 or any(not self._is_local(h) or root(h) == "$ret" for h in item.handles))
            for item in state.items
        )

    def _leads_to(self, path: str) -> bool:
        """Whether who has what stands at `path` has the object: its status, or what it gave, is none."""
        attribute = path.partition("^")[2]
        return path != "$ret" + _DERIVED and not (attribute and self.is_status(attribute))


def _only_answers(function: Function) -> bool:
    """Whether a function says yes or no, and says it as well where what it tries fails: `is_alive(conn)`."""
    answers = [op for op in function.ops if op.kind == "return"]
    if not answers or any(op.src not in ("=True", "=False") for op in answers):
        return False
    return any(part == "handler" for op in answers for _, part in op.region)


def _carriers(state: State) -> list[str]:
    """The names that stand for the object, or may carry it."""
    return [path for path in state.aliases if not path.endswith((_DERIVED, "!"))]
