"""One query: the fixpoint of the typestate of one object in one function, and what it reports."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from poollint.effort import MOST_OF_QUERY, STEPS_OF_QUERY, TooMuch
from poollint.flow import Solution, solve
from poollint.ir import Callee, Op, is_within, root
from poollint.stages import staged
from poollint.typestate.base import BACK, ERROR, PLAIN, Body, Edge, Until
from poollint.typestate.blocks import catches
from poollint.typestate.deferring import AT_EXIT
from poollint.typestate.facts import assigned, evaluate, learn, may_have_changed, unmeasured
from poollint.typestate.keeping import Keeping
from poollint.typestate.reports import Exit, Report
from poollint.typestate.state import (
    CALM,
    PAIRS,
    Item,
    Pending,
    State,
    assign,
    collect,
    forget_facts,
    is_failing,
    merge,
)

_RETURNED = frozenset({"$ret", "$ret~"})
_ANSWERS = frozenset({"=True", "=False", "=None"})
_DOUBTFUL = frozenset({"compare", "identity", "truth"})


_UNBORN = State("unborn")
_SAME_FOR_ALL = frozenset({"entry", "pass", "assign", "use", "collect"})

HUGE = 1_000
"""Operations beyond which a query starts at the birth of its object."""


class Query(Keeping):
    """Follows one object through one function."""

    @staged("follow objects")
    def solve(self, to_the_end: bool = False) -> Query:
        """Run to the fixpoint; then `reports`, `exits` and `solution` hold the result.

        With `to_the_end` the object is followed to the exits even where nothing can happen to it any more.
        Raises TooMuch where that takes too many steps.
        """
        self.steps = STEPS_OF_QUERY
        self.exits: set[Exit] = set()
        self.yielded: set[str] = set()
        self.live = self.shape.mentioning(self.relevant)
        self.keeps_exits = to_the_end or self.seed.entry or self.function.is_generator
        # In a huge function what was learnt before the birth is given up for time linear in its size.
        is_huge = len(self.ops) > HUGE and not self.seed.entry
        self.first = self.seed.op if is_huge else 0
        self.before = set() if self.seed.entry else {self.first}
        if not self.seed.entry and not is_huge:
            self.before = self.shape.leading_to([self.seed.op])
        start = self.start
        shares = type(self) is Query and start == _UNBORN and not is_huge
        if shares:
            start = self._past_the_prefix()
        try:
            self.solution: Solution[State] = solve(
                self.rank, [(self.first, start)], self.transfer, State.key, merge, forget_facts
            )
        finally:
            self.summaries.spend(self.steps)
        if shares:
            self._keep_the_prefix()
        return self

    def _past_the_prefix(self) -> State:
        """Begin behind the operations that all objects pass before they are born, as far as others did.

        What is skipped counts as done, so that the steps of a query don't depend on what was asked before.
        """
        chain, known = self.shape.chain, self.shape.prefix
        count = len(known)
        while count and chain[count - 1] not in self.before:
            count -= 1
        if count < 2:
            return self.start
        self.first = chain[count - 1]
        self.steps += count - 1
        return known[count - 1]

    def _keep_the_prefix(self) -> None:
        """Note with what facts an object that is not born comes to the first operations."""
        chain, known = self.shape.chain, self.shape.prefix
        for index in chain[len(known) :]:
            here = self.solution.facts.get(index, {})
            state = next(iter(here.values()), None)
            if len(here) != 1 or state is None or state._replace(facts=_UNBORN.facts) != _UNBORN:
                break
            if known and not self._is_same_for_all(self.ops[chain[len(known) - 1]]):
                break
            known.append(state)

    def _is_same_for_all(self, op: Op) -> bool:
        """Whether an operation does the same whatever object it is that is not born yet."""
        if op.kind == "await":
            made = self.producers.get(op.src or "")
            return made is None or made.kind != "call" or self._is_same_for_all(made)
        if op.kind == "call" and op.callee is not None:
            return self.summaries.plain(self.function, op) is not None
        return op.kind in _SAME_FOR_ALL

    def _is_over(self, index: int, state: State) -> bool:
        """Whether nothing that can still happen from here concerns the tracked object."""
        if state.t == "unborn":
            return index not in self.before
        if state.t == "unknown":
            return not self.seed.entry
        if (
            self.keeps_exits
            or state.items
            or state.stacks
            or any(path.startswith("$ret") for path in state.aliases)
        ):
            return False
        if any(path.startswith("@") for path in state.aliases):
            return False
        if state.t == "released" and self._own and any(p.startswith(self._own) for p in state.aliases):
            return False
        if index not in self.live:
            return True
        # Temporaries live in one expression; where no other name is left, nothing can reach the object.
        return not state.lender and all(
            path.startswith("%") and self.rank[index] > self.shape.last_mention(root(path))
            for path in state.aliases
        )

    def confidence(self, report: Report) -> str:
        """High where a path without back and error edges leads to the report."""
        cost = self.solution.cost((self.first, self.start.key()), report.node)
        return "high" if 0 <= cost < 1_000_000 and not self._uneven(report) else "medium"

    def _uneven(self, report: Report) -> bool:
        # Plain edges cost 1: compare with the cost of the same way over plain edges alone.
        start = (self.first, self.start.key())
        plain: set[object] = {start}
        pending: list[tuple[int, Hashable]] = [start]
        while pending:
            here = pending.pop()
            if here == report.node:
                return False
            for there, cost in self.solution.edges.get(here, {}).items():
                if cost == PLAIN and there not in plain:
                    plain.add(there)
                    pending.append(there)
        return report.node not in plain

    # Transfer

    def transfer(self, index: int, state: State) -> Iterator[Edge]:
        if self._is_over(index, state):
            return
        self.steps += 1
        if self.steps > MOST_OF_QUERY:
            most = f"more than {MOST_OF_QUERY:,} steps for one object"
            offset = self.ops[0].offsets[0]
            raise TooMuch(f"`{self.function.name}` is too complex to be followed: {most}", offset)
        self.node = (index, state.key())
        op = self.ops[index]
        method = getattr(self, f"on_{op.kind}")
        for succ, after, cost in method(index, op, state):
            back = self.rank[succ] <= self.rank[index] and cost == PLAIN
            yield succ, after, BACK if back else cost

    def on_pass(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        yield from self.forward(index, state)

    on_entry = on_pass

    def on_suspend(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        yield from self.forward(index, self.suspended(index, state))

    def on_assign(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        assert op.dst is not None
        if state.t == "released":
            self._check_filed(index, op, state)
        # `buf += data` goes on with the same buffer; what counts that way is not lent.
        moved = state if "augmented" in op.flags else assign(state, op.dst, op.src)
        after = assigned(moved, op.dst, op.src, self.text_parts)
        if op.how == "empty":
            after = after._replace(facts=after.facts | {(f"l:{op.dst}", "0")})
        yield from self.forward(index, after)

    def on_collect(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        if op.dst is not None and op.src is not None and "." not in op.dst:
            state = collect(state, op.dst, op.src)
        yield from self.forward(index, state)

    def on_use(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        kind, _, name = op.how.partition(":")
        if kind == "attr" and op.src and any(is_within(path, op.src) for path in state.aliases):
            behind = self.summaries.behind_property(self.function, op.src, name)
            if behind is not None:
                state = assign(state, f"{op.src}.{name}", op.src + behind)
        if op.how == "iter" and op.src and not op.src.startswith("%"):
            state = self._iterated(index, op, state)
        if op.src in state.aliases:
            status = self._status(op)
            if status and state.t == "released" and "condition" in op.flags and self._asks(op):
                # The program asks for itself whether the object is still its own.
                yield from self.forward(index, state._replace(t="unknown"))
                return
            if not status and not self._doubtful(op):
                self.use(index, state, op.offsets, op.how.partition(":")[0])
        yield from self.forward(index, state)

    def _iterated(self, index: int, op: Op, state: State) -> State:
        """The state in which what iterates an object that holds ours is the generator of its `__iter__`."""
        path = op.src or ""
        if state.t not in ("held", "released") or self.handled(state, path):
            return state
        if not any(is_within(alias, path) and alias != path for alias in state.aliases):
            return state
        callee = Callee(None, path, "__iter__", f"{path}.__iter__")
        function = self.summaries.resolve(self.function, callee, given=True)
        if function is None or not function.is_generator:
            return state
        entries = self.entries(state, function, callee, ())
        if not entries:
            return state
        self.bodies[index, -1] = Body(function, callee, op)
        made = Item(index, -1, "", entries, frozenset({path}))
        return state._replace(items=self._replaced(state.items, made))

    def _status(self, op: Op) -> bool:
        kind, _, name = op.how.partition(":")
        return kind in ("attr", "attrstore") and self.is_status(name)

    def is_status(self, name: str) -> bool:
        """Whether an attribute of the object says how it is, and holds nothing of it."""
        spec = self.taken.spec
        return name in self.recogniser.names("status") or (spec is not None and name in spec.status)

    def _asks(self, op: Op) -> bool:
        """Whether a status read asks whether the object is one's own: `resp.closed`, no `resp.status`."""
        name = op.how.partition(":")[2]
        return not self.may_be_carried or name in self.recogniser.names("own-status")

    def _doubtful(self, op: Op) -> bool:
        spec = self.taken.spec
        if spec is not None and spec.kind == "response" and op.how.startswith("attr"):
            # Only the body of a response dies with its connection.
            return op.how.partition(":")[2] not in spec.settles
        if op.how == "format":
            return self.taken.spec is None or self.taken.spec.kind not in ("buffer", "struct")
        if op.how.startswith("attr:") and op.how[5:].startswith("__"):
            return True
        return op.how in _DOUBTFUL

    def on_call(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        if "awaited" in op.flags:
            # Carried out by the `await` that follows; until then it is a coroutine that nobody has started.
            yield from self.forward(index, assign(state, op.dst or "", None))
            return
        if state.t == "released":
            self._check_collected(index, op, state)
        yield from self.invoke(index, op, state)

    def on_await(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        made = self.producers.get(op.src or "")
        if made is not None and made.kind == "call" and "awaited" in made.flags and made.dst == op.src:
            if self._sleeps(made):
                state = self.suspended(index, state)
                soon = [i for i in state.items if i.lane == "callback" and self._is_soon(i.arm)]
                state = self.done(state, soon)
                yield from self.fail_cancelled(index, state)
                yield from self.forward(index, state)
                return
            yield from self.invoke(index, made, state)
            return
        if self.seed.op == index and not self.seed.entry:
            yield from self.fail_awaiting(index, state)
            yield from self.birth(index, state)
            return
        dst = op.dst or ""
        state = self.suspended(index, state)
        items = self.handled(state, op.src)
        if items:
            after = self._ran(index, self.done(state, items), state, items)
            shielded = (
                made is not None
                and made.callee is not None
                and (made.callee.method or made.callee.path) == "shield"
            )
            joins = self.recogniser.joins(self.function, made) if made is not None else ()
            if any(join.when for join in joins):
                yield from self.fail_cancelled(index, after)  # `return_exceptions=True` raises nothing else
            else:
                yield from self.fail(index, state if shielded else after)
                yield from self.fail_cancelled(index, state if shielded else self.stopped(state, items))
            yield from self.forward(index, assign(after, dst, None))
            return
        if made is not None and made.kind == "next":
            self._late_members(index, op, state, made.src)  # `for job in jobs: await job`
        self._late_coroutine(index, op, state, made)
        yield from self.fail_awaiting(index, state)
        # Awaiting the object itself (a pool whose acquire returns an awaitable wrapper) gives the object.
        yield from self.forward(index, assign(state, dst, op.src if op.src in state.aliases else None))

    def _sleeps(self, op: Op) -> bool:
        assert op.callee is not None
        return self.recogniser.dotted(self.function, op.callee) in ("asyncio.sleep", "asyncio.tasks.sleep")

    def _is_soon(self, arm: int) -> bool:
        callee = self.ops[arm].callee if arm >= 0 else None
        return callee is not None and (callee.method or "").startswith("call_soon")

    def on_yield(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        if self.recogniser.yields_to_a_loop(self.function):
            yield from self.on_await(index, op, state)
            return
        for item in self.handled(state, op.src):
            if op.how == "from":
                self.check(index, state, item)
        if op.src in state.aliases:
            if state.t == "released":
                self.report("POOL105", state, index, self.touch(op.offsets, "yielded"))
            elif state.t == "held":
                self.yielded.add(self._yield_kind())
        state = self.suspended(index, state)
        if any(
            "contextmanager" in decorator or "fixture" in decorator for decorator in self.function.decorators
        ):
            yield from self.fail_awaiting(index, state) if self.function.is_async else self.fail(index, state)
        yield from self.forward(index, assign(state, op.dst or "", None))

    def _yield_kind(self) -> str:
        return "held"

    def raises_when_resumed(self) -> bool:
        """Whether what stands behind a `yield` can raise, and the object is given back on that way out."""
        edges = self.solution.edges
        stack = [
            there
            for here, ways in edges.items()
            if self.ops[here[0]].kind == "yield"
            for there, cost in ways.items()
            if cost < ERROR
        ]
        seen = set(stack)
        while stack:
            here = stack.pop()
            _, key = here
            if self.ops[here[0]].kind == "abort" and isinstance(key, tuple) and key[0] == "released":
                return True
            new = edges.get(here, {}).keys() - seen
            seen |= new
            stack += new
        return False

    def on_next(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        items = self.handled(state, op.src)
        for item in items:
            is_lazy = item.arm < 0 or self.is_generator(item)
            if op.src in item.handles and is_lazy:  # what is lazy runs turn by turn
                self.check(index, state, item)
        if "async" in op.flags:
            state = self.suspended(index, state)
            items = self.handled(state, op.src)
            yield from self.fail_awaiting(index, state)
        elif not self._is_plain_sequence(op.src) and not any(f"{op.src}~" in i.handles for i in items):
            yield from self.fail(index, state)
        dst = op.dst or ""
        after = assign(state, dst, None)
        # A container that surely holds the object gives it out in exactly one turn.
        in_pairs = f"{op.src}{PAIRS}" in state.aliases
        holds = in_pairs or f"{op.src}~" in state.aliases
        turn = f"@n{index}"
        if holds and turn not in state.aliases:
            member = f"{dst}[1]" if in_pairs else dst
            yield from self.forward(index, after._replace(aliases=after.aliases | {member, turn}))
        if items:
            members = frozenset(
                item._replace(handles=item.handles | {dst})
                if item in items and (op.src or "") + "~" in item.handles
                else item
                for item in after.items
            )
            after = after._replace(items=members)
        if self.seed.op == index and not self.seed.entry:
            yield from self.birth(index, after)
        else:
            yield from self.forward(index, after)
        if holds and turn not in state.aliases:
            return  # not empty: no turn has seen the object yet
        state = state._replace(aliases=state.aliases - {turn})
        if any(f"{op.src}~" in item.handles and dst not in item.handles for item in items):
            return  # not empty: it holds a handle that no turn has seen yet
        drained = [item for item in items if op.src in item.handles or f"{op.src}?" in item.handles]
        over = self.done(state, drained)
        for item in drained:
            if item.arm < 0 and self.is_generator(item):
                over = self._run_out(index, over, state, item)
        yield from self.forward(index, assign(over, dst, None), 1)

    def _is_plain_sequence(self, operand: str | None) -> bool:
        """Whether going through a value raises nothing: a display, or a `range`."""
        if operand is None or not operand.startswith("%"):
            return False
        made = self.producers.get(operand)
        return made is None or (
            made.kind == "call" and made.callee is not None and made.callee.path == "range"
        )

    def on_branch(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        atom = op.atom
        assert atom is not None
        known = evaluate(state, atom)
        if known is not None and "assert" in op.flags and may_have_changed(atom, self.shape.rebound):
            known = None  # an assertion that contradicts what is known: a call before it changed that
        for slot, truth in ((0, True), (1, False)):
            if known is not None and known is not truth:
                continue
            after = learn(state, atom, truth) if self.shape.is_asked_again(atom) else state
            if atom.path is not None and state.items:
                finished: list[object] = []
                if atom.kind == "truth" and not truth:
                    finished = [item for item in state.items if f"{atom.path}!" in item.handles]
                elif atom.kind == "call" and truth is (atom.text != "is_alive"):
                    finished = [item for item in state.items if atom.path in item.handles]
                after = self.done(after, finished)  # type: ignore[arg-type]
            yield from self.forward(index, after, slot)

    def on_make(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        state = assign(state, op.dst or "", None)
        if op.function is not None:
            state = unmeasured(state, op.function.free)
        yield from self.forward(index, self.make(index, state, op))

    def on_return(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        state = assign(state, "$ret", op.src)._replace(returned=index)
        made = self.producers.get(op.src or "")
        if (
            made is not None
            and made.kind == "call"
            and made.callee is not None
            and "awaited" not in made.flags
        ):
            spec = self.taken.spec
            if (
                spec is not None
                and made.callee.method in spec.coroutines
                and made.callee.receiver in state.aliases
                and "returned" in made.flags
            ):
                site = self.shape.number[made]
                self.bodies[site, -1] = Body(None, made.callee, made, made.args)
                item = Item(site, -1, "coroutine", frozenset({"receiver"}), frozenset({"$ret"}))
                state = state._replace(items=state.items | {item})
        yield from self.forward(index, state)

    def on_raise(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        pending: Pending = ("raise", op.how)
        if op.how == "again":
            pending = next((x for label, x in reversed(state.completions) if label == "catch"), ("raise", ""))
            if pending == CALM:
                pending = ("raise", "")
        yield from self.fail(index, state, pending)

    def on_dispatch(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        kind, name = state.pending
        for slot, names in enumerate(op.catches):
            verdict = catches(names, kind, name)
            if verdict is not False:
                yield from self.forward(index, state, slot)
            if verdict is True:
                return
        yield from self.fail(index, state, state.pending)

    def on_catch(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        caught = ("catch", state.pending)
        if all(label != "return" for label, _ in state.completions):
            state = assign(state, "$ret", None)._replace(returned=-1)  # the error came instead of the value
        # A handler of this function is a written path, but for an error that is pending around it.
        implicit = state.implicit and is_failing(state)
        yield from self.forward(
            index, state._replace(completions=(*state.completions, caught), pending=CALM, implicit=implicit)
        )

    def on_uncatch(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        yield from self.forward(index, state._replace(completions=state.completions[:-1]))

    def on_begin(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        entered = (op.label, state.pending)
        yield from self.forward(
            index, state._replace(completions=(*state.completions, entered), pending=CALM)
        )

    def on_complete(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        if not state.completions:
            return
        label, pending = state.completions[-1]
        rest = state._replace(completions=state.completions[:-1], pending=pending)
        if label == "error" and "swallowed" in op.labels:
            swallows = self.swallows(op.number, pending)
            if swallows is not False:
                yield op.labels["swallowed"], rest._replace(pending=CALM, implicit=False), ERROR
            if swallows is True:
                return
        target = op.labels.get(label)
        if target is None:
            return
        if label == "error":
            cut = rest.completions[: self.ops[target].depth]
            rest = rest._replace(completions=cut)
        yield target, rest, PLAIN

    def _taken_back(self, index: int, state: State, until: Until) -> State:
        """The state behind the function where its caller takes the object back by itself."""
        first = [i for i in state.items if (i.lane if i.arm >= 0 else self._streams(i)) in until.first]
        state = self.done(state, first)
        aliases = frozenset(path for path in state.aliases if not path.startswith("$ret"))
        return self.released(index, state._replace(aliases=aliases), until.offsets, "exit")

    def _streams(self, item: Item) -> str:
        """`lazy` for what a response iterates later; what is returned bare is read before."""
        made = [self.producers.get(path) for path in sorted(item.handles)]
        deferring = (op.kind == "call" and self.recogniser.deferral(self.function, op) for op in made if op)
        return "lazy" if any(deferring) else ""

    def on_exit(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        until = self.seed.until
        if until is not None and state.t == "held":
            state = self._taken_back(index, state, until)
        if state.t == "released":
            # What a generator returns reaches nobody but `yield from`.
            handed = not self.function.is_generator and (
                "$ret" in state.aliases or ("$ret~" in state.aliases and not self.may_be_carried)
            )
            if handed and not self._is_asked_for(state):
                place = self.ops[state.returned] if state.returned >= 0 else op
                self.report("POOL105", state, index, self.touch(place.offsets, "returned"))
            elif not self._is_asked_for(state) and not self.function.is_generator:
                self._check_holder(index, state)
                self._check_kept(index, state)
            self.ended(index, state)
        if state.t != "unborn":
            self._note_exit("normal", state)
        return iter(())

    def _is_asked_for(self, state: State) -> bool:
        """Whether a parameter with a default has decided on this way: who sets it knows what comes back."""
        flags = self.function.constants
        return any(name[:2] in ("t:", "n:") and name[2:] in flags for name, _ in state.facts)

    def on_abort(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        if state.t == "released":
            self.check_armed(index, state, AT_EXIT)
        if state.t != "unborn":
            self._note_exit("error", state)
        return iter(())

    def _constant(self, state: State) -> str:
        """The constant that a function returns, as written; empty for anything else."""
        source = self.ops[state.returned].src if state.returned >= 0 else "=None"
        return source[1:] if source in _ANSWERS else ""

    def _note_exit(self, kind: str, state: State) -> None:
        armed = []
        for item in sorted(state.items):
            if (
                item.arm >= 0
                and item.lane not in ("stack", "copy")
                and state.t == "held"
                and self.held_by(state, item)
            ):
                armed.append((item.lane, self.touch(self.ops[item.arm].offsets, item.lane)))
        aliases = frozenset(
            path for path in state.aliases if not path.startswith(("%", "@")) and path[-1:] != "!"
        )
        self.exits.add(
            Exit(
                "normal" if kind == "normal" else "error",
                state.t,
                state.implicit,
                aliases,
                self.release_touch.get(state.release),
                tuple(armed),
                self.sent_touch.get(state.sent),
                kind != "normal" and state.pending[0] == "cancel",
                self._constant(state) if kind == "normal" else "",
            )
        )
