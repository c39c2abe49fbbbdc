"""Whether one release for a whole stretch, errors included, is what each way through it means.

A way that gives the object to somebody else, and leaves without a release, may have found it a new owner; a
release that goes to the end of the stretch may have been made early for a reason. Such a fix is not safe.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import libcst as cst

from poollint.fixes.fault import Fault
from poollint.fixes.held import gives_back, starts_late
from poollint.fixes.layout import DEFINITIONS, Place, Suite, suites
from poollint.fixes.move import takes_another
from poollint.fixes.nodes import children
from poollint.fixes.settle import Deeper, starts_some

_LEAVING = (cst.Return, cst.Raise, cst.Break, cst.Continue)
_ASKING = (cst.Comparison, cst.ComparisonTarget, cst.UnaryOperation, cst.BooleanOperation, cst.If, cst.While)
_DEPTH = 3
"""How many functions deep it is asked what a call does with the object."""
_BINDING = (cst.AssignTarget, cst.Del, cst.AsName, cst.Param)


def doubts_of_end(
    fault: Fault, deeper: Deeper, *, is_given: bool, ends: Iterable[cst.CSTNode] = ()
) -> list[str]:
    """Why an error, or any way, may not end the loan in a stretch.

    `is_given`: behind the stretch it is given back; `ends`: these statements end the loan as well.
    """
    nodes = deeper.suite.body[deeper.first : deeper.last + 1]
    found: list[str] = []
    if starts_some(fault, deeper) or starts_late(fault, nodes, deeper.name):
        found.append("what runs late may still use it after an error")
    owner = _Ways(fault, {deeper.name}, frozenset(ends)).owner(nodes, is_given=is_given)
    if owner is not None:
        found.append(f"`{owner}` may keep it on a way that does not give it back")
    return found


def doubts_of_moves(fault: Fault, places: Iterable[Place], suite: Suite, last: int) -> list[str]:
    """Why releases may not wait for the end of a stretch of a suite."""
    found = (_reason_to_stay(fault, place, suite, last) for place in places)
    return list(dict.fromkeys(reason for reason in found if reason is not None))


def _reason_to_stay(fault: Fault, place: Place, suite: Suite, last: int) -> str | None:
    layout = fault.layout
    passed: list[cst.CSTNode] = []
    here, has_left = place, False
    while here.suite is not suite:
        after = here.after()
        if not has_left:
            passed += after
        end = here.suite.body[-1]
        part = end.body[-1] if isinstance(end, cst.SimpleStatementLine) else end
        has_left = has_left or isinstance(part, (cst.Return, cst.Raise))
        owner, outer = layout.parent(here.suite), layout.outward(here)
        if outer is None:
            return "its release stands elsewhere"
        node = outer.statement
        if isinstance(node, cst.With):
            return f"the block of `{_short(fault, node.items[0].item)}` ends before the release then"
        if isinstance(node, (cst.For, cst.While)) and not has_left:
            return "it is released in a turn of a loop"
        if isinstance(node, (cst.Try, cst.TryStar)):
            if node.handlers and owner is node:
                return "a handler heard of a release that fails"
            if node.finalbody is not None and owner is not node.finalbody:
                passed.append(node.finalbody.body)
            if node.orelse is not None and owner is node and not has_left:
                passed.append(node.orelse.body)
        here = outer
    if not has_left:
        passed += suite.body[here.index + 1 : last + 1]
    another = takes_another(fault, passed)
    if another is not None:
        return f"`{another}` takes out another object while this one is held"
    slow = fault.facts.risks(passed).slow
    return f"{slow} runs before the release then" if slow is not None else None


# New owners


@dataclass
class _Ways:
    """The ways through statements. `names` are those of the object and, bit by bit, of what is made of it."""

    fault: Fault
    names: set[str]
    ends: Collection[cst.CSTNode]
    depth: int = 0
    found: str | None = field(default=None, init=False)

    def owner(self, nodes: Sequence[cst.CSTNode], *, is_given: bool) -> str | None:
        """What may own the object on a way that leaves, or comes to the end, without a release behind it."""
        kept, _ = self._run(nodes, None)
        if not is_given:
            self._leave(kept)
        return self.found

    def _leave(self, kept: str | None) -> None:
        self.found = self.found or kept

    def _run(self, nodes: Sequence[cst.CSTNode], kept: str | None) -> tuple[str | None, bool]:
        """From what may own it before statements to what may behind them, and whether a way comes there."""
        for node in nodes:
            if node in self.ends or gives_back(self.fault, node):
                kept = None
                continue
            if isinstance(node, DEFINITIONS):
                kept = self._defined(node, kept)
                continue
            if isinstance(node, cst.SimpleStatementLine):
                kept = self._simple(node, kept)
                if isinstance(node.body[-1], _LEAVING):
                    self._leave(kept)
                    return None, False
                continue
            kept = self._head(node, kept)
            kept, goes_on = self._block(node, kept)
            if not goes_on:
                return None, False
        return kept, True

    def _block(self, node: cst.CSTNode, kept: str | None) -> tuple[str | None, bool]:
        if isinstance(node, (cst.Try, cst.TryStar)):
            return self._try(node, kept)
        ways = [self._run(suite.body, kept) for suite in suites(node)]
        if isinstance(node, (cst.For, cst.While)):
            ways += [
                self._run(suite.body, first) for suite, (first, _) in zip(suites(node), ways, strict=True)
            ]
        can_skip = not (isinstance(node, cst.With) or _is_complete(node))
        ends = [way for way, goes_on in ways if goes_on]
        if can_skip:
            ends.append(kept)
        return next(filter(None, ends), None), bool(ends)

    def _try(self, node: cst.Try | cst.TryStar, kept: str | None) -> tuple[str | None, bool]:
        midway = kept or self._mentioned(node.body)
        kept, goes_on = self._run(node.body.body, kept)
        if node.orelse is not None and goes_on:
            kept, goes_on = self._run(node.orelse.body.body, kept)
        ways = [(kept, goes_on), *(self._run(handler.body.body, midway) for handler in node.handlers)]
        ends = [way for way, goes_on in ways if goes_on]
        if node.finalbody is not None:
            kept, goes_on = self._run(node.finalbody.body.body, next(filter(None, ends), None))
            return kept, goes_on and bool(ends)
        return next(filter(None, ends), None), bool(ends)

    def _mentioned(self, suite: cst.CSTNode) -> str | None:
        """What may own it somewhere in a suite, whatever comes behind."""
        if not isinstance(suite, cst.IndentedBlock):
            return _short(self.fault, suite)
        kept = None
        for node in suite.body:
            if isinstance(node, DEFINITIONS):
                kept = self._defined(node, kept)
            elif isinstance(node, cst.SimpleStatementLine):
                if not gives_back(self.fault, node):
                    kept = kept or self._simple(node, None)
            else:
                kept = self._head(node, kept)
                for inner in suites(node):
                    kept = kept or self._mentioned(inner)
        return kept

    def _defined(self, node: cst.FunctionDef | cst.ClassDef, kept: str | None) -> str | None:
        """A function, or class, may be called by anybody with what it mentions."""
        return kept or (node.name.value if self._is_in(node.body) else None)

    def _is_in(self, node: cst.CSTNode) -> bool:
        return not self.names.isdisjoint(self.fault.facts.names(node))

    def _head(self, node: cst.CSTNode, kept: str | None) -> str | None:
        for part in children(node):
            if not isinstance(part, (cst.BaseSuite, cst.If, cst.Else, cst.ExceptHandler, cst.Finally)):
                kept = self._expression(part, kept)
        return kept

    def _simple(self, node: cst.SimpleStatementLine, kept: str | None) -> str | None:
        facts = self.fault.facts
        for part in node.body:
            given = part.value if isinstance(part, (cst.Assign, cst.AnnAssign)) else part
            mentioned = given is not None and self._is_in(given)
            kept = self._expression(part, kept)
            if not mentioned:
                continue
            if isinstance(part, (cst.Return, cst.Raise)):
                return kept or _short(self.fault, part)
            if isinstance(part, (cst.Assign, cst.AnnAssign)):
                bound = facts.bound([part])
                if any("." in name for name in bound) or not bound:
                    kept = kept or _short(self.fault, part)
                self.names |= {name for name in bound if "." not in name}
        return kept

    def _expression(self, node: cst.CSTNode, kept: str | None) -> str | None:
        """What an expression gives the object to."""
        if kept is not None:
            return kept
        if isinstance(node, cst.Name) and node.value in self.names:
            return self._taker(node)
        if isinstance(node, cst.Lambda):
            return _short(self.fault, node) if self._is_in(node.body) else None
        parts = [node.value] if isinstance(node, (cst.Attribute, cst.Arg)) else children(node)
        for child in parts:
            if not isinstance(child, cst.BaseSuite):
                kept = kept or self._expression(child, None)
        return kept

    def _taker(self, mention: cst.Name) -> str | None:
        """What a mention of the object gives it to; None where it is only worked with."""
        layout, facts = self.fault.layout, self.fault.facts
        node: cst.CSTNode = mention
        parent = layout.parent(node)
        if isinstance(parent, cst.Attribute) and parent.value is node:
            node, parent = parent, layout.parent(parent)
            if not isinstance(parent, cst.Arg):
                return None
        if isinstance(parent, (*_ASKING, *_BINDING)) or (
            isinstance(parent, cst.Subscript) and parent.value is node
        ):
            return None
        if isinstance(parent, cst.NamedExpr) and isinstance(parent.target, cst.Name):
            self.names.add(parent.target.value)
            return None
        if isinstance(parent, (cst.Assign, cst.AnnAssign)):
            return None  # another name
        call = layout.parent(parent) if isinstance(parent, cst.Arg) else None
        if isinstance(call, cst.Call):
            assert isinstance(parent, cst.Arg)
            if facts.only_looks(call) or (node is mention and self._is_harmless(call, parent)):
                return None
            return _short(self.fault, call.func)
        return _short(self.fault, parent) if parent is not None else mention.value

    def _is_harmless(self, call: cst.Call, argument: cst.Arg) -> bool:
        """Whether a call is one of a function of the file that does nothing with its parameter but use it."""
        function = self.fault.facts.own_of(call.func)
        if not isinstance(function, cst.FunctionDef) or function.decorators or argument.star:
            return False
        named = [one.name.value for one in function.params.params]
        if argument.keyword is not None:
            name = argument.keyword.value
        else:
            at = call.args.index(argument)
            name = named[at] if at < len(named) and not any(one.star for one in call.args) else ""
        if name not in named or self.depth == _DEPTH:
            return False
        return _Ways(self.fault, {name}, (), self.depth + 1)._mentioned(function.body) is None


def _is_complete(node: cst.CSTNode) -> bool:
    """Whether one of the suites of a statement surely runs."""
    while isinstance(node, cst.If):
        if node.orelse is None:
            return False
        node = node.orelse
    return isinstance(node, cst.Else)


def _short(fault: Fault, node: cst.CSTNode) -> str:
    text = " ".join(fault.layout.code(node).split()).rstrip(",")
    return text if len(text) <= 40 else text[:37] + "..."
