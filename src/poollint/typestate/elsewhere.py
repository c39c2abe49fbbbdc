"""Whether an object goes back to another pool than the one that lent it: a part of the leak query.

Two names stand for two pools where nothing in sight makes them one: different attributes of one owner, items
of one container under different keys, a name that was rebound meanwhile (`pool!` in the state).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from poollint.ir import Function, Op, Operand
from poollint.recognise import Given
from poollint.typestate.base import ERROR, Edge
from poollint.typestate.query import Query
from poollint.typestate.reports import Report, Summary
from poollint.typestate.state import State


class OtherPools(Query):
    """Mixin of the leak query: POOL203."""

    pool_path: Operand = None
    """The pool of the acquisition, as written."""

    def acquiring(self) -> Op | None:
        op = self.ops[self.seed.op]
        made = op if op.kind == "call" else self.producers.get(op.src or "")
        if made is not None and made.callee is not None and made.args:
            if self.recogniser.dotted(self.function, made.callee) in self.recogniser.names("passing-on"):
                return self.producers.get(made.args[0].value or "", made)
        return made

    def invoke(self, at: int, op: Op, state: State) -> Iterator[Edge]:
        edges = super().invoke(at, op, state)
        path = self.pool_path or self.taken.receiver
        rebound = state.t == "held" and at != self.seed.op and self._is_rebound_by(op, path)
        for target, after, cost in edges:
            if rebound and cost < ERROR:
                after = after._replace(aliases=after.aliases | {path + "!"})
            yield target, after, cost

    def _is_rebound_by(self, op: Op, path: str) -> bool:
        """Whether a method of the own object, called here, always makes a new pool for `path`."""
        assert op.callee is not None
        own, dot, attribute = path.partition(".")
        params = self.function.params
        if not dot or "." in attribute or op.callee.receiver != own or params[:1] != (own,):
            return False
        method = self.summaries.resolve(self.function, op.callee)
        if method is None or not method.is_method or not method.params:
            return False
        definitions = self.summaries.module(method).definitions
        body = definitions[method.qualname][0].body if method.qualname in definitions else []
        target = f"{method.params[0]}.{attribute}"
        return any(
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and target in {ast.unparse(one) for one in node.targets}
            for node in body
        )

    def _give_back(self, at: int, op: Op, state: State, given: Given, result: str) -> Iterator[Edge]:
        if state.t == "held" and self._to_another_pool(state, op, given):
            self._report_other_pool(at, op)
        yield from super()._give_back(at, op, state, given, result)

    def _report_other_pool(self, at: int, op: Op) -> None:
        place = self.touch(op.offsets, "other-pool")
        self.reports.setdefault(("POOL203", place), Report("POOL203", place, place, self.node, at))

    def _goes_elsewhere(self, op: Op, function: Function, summary: Summary) -> bool:
        """Whether a method gives back to another pool of its object than the method that lent took from."""
        made = self.acquiring()
        if made is None or made.callee is None or op.callee is None or self.seed.entry:
            return False
        lender = self.summaries.resolve(self.function, made.callee)
        return (
            lender is not None
            and (lender.filename, lender.class_name) == (function.filename, function.class_name)
            and made.callee.receiver == op.callee.receiver
            and any(report.code == "POOL203" for query, report in summary.latent)
        )

    def _to_another_pool(self, state: State, op: Op, given: Given) -> bool:
        """Whether the pool that takes the object surely is not the one that lent it."""
        assert op.callee is not None
        there = op.callee.receiver
        if there is None or there in state.aliases or self.taken.evidence == "weak":
            return False
        if there + "!" in state.aliases:
            return True
        if self._are_items_apart(self.pool_path, there):
            return True
        here, there = self.taken.receiver, self.recogniser.receiver(self.function, there)
        if self.seed.entry and not (here.startswith("self.") and there.startswith("self.")):
            return False  # names of different functions
        return here != there and (self._are_distinct(here, there) or self._is_one_choice(here, there))

    def _is_one_choice(self, here: str, there: str) -> bool:
        """Whether a pool was chosen among several, and nothing that stands later asks which one it was.

        `pool = self.large if size > 9 else self.small` may lend what `self.large.put(buf)` takes back.
        """
        bound = [index for index, op in enumerate(self.ops) if op.kind == "assign" and op.dst == here]
        sources = {self.ops[index].src or "" for index in bound}
        if len(bound) == 1 and all(source.startswith("%") for source in sources):
            bound = [n for n, op in enumerate(self.ops) if op.kind == "assign" and op.dst in sources]
            sources = {self.ops[index].src or "" for index in bound}
        if len(sources) < 2 or there not in sources:
            return False
        if not all(other == there or self._are_distinct(other, there) for other in sources):
            return False
        branches = [(index, op.atom) for index, op in enumerate(self.ops) if op.atom is not None]
        asked = {atom.key for index, atom in branches if index < max(bound)}
        later = [atom for index, atom in branches if index > max(bound)]
        return not any(atom.key in asked or here in (atom.path, *atom.parts) for atom in later)

    def _are_items_apart(self, here: Operand, there: str) -> bool:
        """Whether two pools are items of one container under different keys: `pools[a]` and `pools[b]`."""
        (box, key), (other, second) = self._item(here), self._item(there)
        if not box or box != other or not key or not second or key == second:
            return False
        written = {op.dst for op in self.ops if op.kind == "assign"}
        return (
            box not in written
            and not {key, second} & written
            and self.recogniser.is_poolish(self.function, box)
        )

    def _item(self, path: Operand) -> tuple[str, str]:
        """The container that a path is an item of, and the key: a constant or a name."""
        box, bracket, key = (path or "").rpartition("[")
        if bracket and path is not None and path.endswith("]"):
            return box, f"={key}"
        for op in self.ops:
            if op.kind == "assign" and op.dst == path and op.how and op.args and "slice" not in op.flags:
                value = op.args[0].value or ""
                return op.how, value if value.isidentifier() else ""
        return "", ""

    def _are_distinct(self, here: str, there: str) -> bool:
        """Whether two names of pools stand for two pools: neither is set here, both are pools, one owner."""
        owner, _, first = here.rpartition(".")
        other, _, second = there.rpartition(".")
        if owner != other or first.strip("_") == second.strip("_"):
            return False
        if not all(self._is_pool(text) for text in (here, there)):
            return False
        written = {op.dst for op in self.ops if op.kind == "assign"}
        if any("(" in text or "[" in text or text in written for text in (here, there)):
            return False
        return not self._may_be_one(here, there)

    def _may_be_one(self, here: str, there: str) -> bool:
        """Whether the file sets one of two names to the other: `self.read = read or self.write`."""
        pair = {here, there}
        for node in ast.walk(self.summaries.source(self.function.filename).tree):
            if isinstance(node, ast.Assign) and node.value is not None:
                for target in pair & {ast.unparse(target) for target in node.targets}:
                    (other,) = pair - {target}
                    parts = ast.walk(node.value)
                    if any(isinstance(one, ast.expr) and ast.unparse(one) == other for one in parts):
                        return True
        return False

    def _is_pool(self, text: str) -> bool:
        """Whether a receiver is a pool by its name or by its type."""
        return self.recogniser.is_poolish(self.function, text) or any(
            spec.strong and not spec.negative for spec in self.recogniser.specs(self.function, text)
        )
