"""One fault to repair and an attempt at it: the finding, its lifecycles, their places in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

import libcst as cst

from poollint.finding import Finding
from poollint.fixes.edits import TextEdit
from poollint.fixes.facts import Facts, Offsets
from poollint.fixes.layout import Layout, Place, suites
from poollint.fixes.nodes import children
from poollint.lifecycle import Lifecycle


@dataclass(frozen=True)
class Candidate:
    """Edits that may repair a fault: what they do, and each reason for which they are not safe.

    Advice is shown and never made: what is right is for the program to say. `is_for_errors`: something is
    done after an error then that was not before. `is_for_all`: it replaces all releases in the same words, so
    that nothing may be told of any of them afterwards.
    """

    edits: tuple[TextEdit, ...]
    message: str
    doubts: tuple[str, ...] = ()
    is_advice: bool = False
    is_for_errors: bool = False
    is_for_all: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why a form does not fit."""

    reason: str


UNSEEN = Refusal("another release of it is not awaited where it is made")

Attempt = Candidate | Refusal
Attempts = Iterator[Attempt]


@dataclass(frozen=True)
class Written:
    """A release, or another call, that is a statement of its own: `call`, perhaps awaited."""

    place: Place
    call: cst.BaseExpression
    is_awaited: bool


class Fault:
    """What the forms know of a finding. `cases`: the late references of its release, the told one first."""

    def __init__(self, finding: Finding, cases: tuple[Lifecycle, ...], layout: Layout, facts: Facts) -> None:
        self.finding = finding
        self.cases = cases
        self.layout = layout
        self.facts = facts

    @property
    def case(self) -> Lifecycle:
        return self.cases[0]

    @cached_property
    def release(self) -> Written | Refusal:
        """The release that is to go elsewhere."""
        found = self.written(self.layout.range(self.case.release))
        spec = self.case.spec
        if isinstance(found, Written) and spec is not None and isinstance(found.call, cst.Call):
            if self.layout.code(found.call.func).rpartition(".")[2] in spec.gives_by_error:
                return Refusal("it gives the object back by raising")
        if isinstance(found, Written) and self.facts.is_registration(found.call):
            return Refusal("the release is only registered there")
        return found

    @cached_property
    def late(self) -> tuple[Offsets, ...]:
        """The late references that are written in this function, in order."""
        return tuple(sorted({self.layout.range(case.late) for case in self.cases if case.deferred is None}))

    @cached_property
    def deferred(self) -> tuple[Offsets, ...]:
        """The registrations of what runs late, in order."""
        return tuple(sorted({self.layout.range(c.deferred) for c in self.cases if c.deferred is not None}))

    @cached_property
    def handles(self) -> frozenset[str]:
        """The names through which what runs late can be waited for: those that its registration mentions."""
        own = {self.case.name.partition(".")[0], "self", "cls"}
        if isinstance(self.release, Written):
            own |= {name.partition(".")[0] for name in self.facts.names(self.release.call)}
        found: set[str] = set()
        for offsets in self.deferred:
            place = self.layout.place(offsets)
            if place is None:
                continue
            statement = place.statement
            if isinstance(statement, cst.SimpleStatementLine):
                found |= self.facts.bound([statement]) | self.facts.names(statement)
            elif isinstance(statement, cst.FunctionDef):
                found.add(statement.name.value)
        return frozenset(name for name in found if name.partition(".")[0] not in own)

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What is doubtful whatever is done with the release."""
        if self.case.release_inside is None:
            return ()
        return self.doubts_of(self.release.call if isinstance(self.release, Written) else None)

    def doubts_of(self, call: cst.CSTNode | None) -> tuple[str, ...]:
        """What is doubtful where a call goes, or goes elsewhere, that gives back in another function."""
        if isinstance(call, cst.Call) and self.only_gives_back(call):
            return ()
        return ("the called function may do more than release",)

    def only_gives_back(self, call: cst.Call) -> bool:
        """Whether a call names a function of the file that gives back what it is called with, and no more."""
        function = self._named(call)
        if function is None or function.decorators or not isinstance(function.body, cst.IndentedBlock):
            return False
        body = [node for node in function.body.body if not _is_text(node)]
        part = body[0].body[0] if len(body) == 1 and isinstance(body[0], cst.SimpleStatementLine) else None
        value = part.value if isinstance(part, cst.Expr) else None
        inner = value.expression if isinstance(value, cst.Await) else value
        if not isinstance(inner, cst.Call) or not isinstance(inner.func, cst.Attribute):
            return False
        plain = (cst.Name, cst.Attribute)
        return self.facts.gives_back(inner.func.attr.value) and all(
            isinstance(argument.value, plain) and not argument.star for argument in inner.args
        )

    def is_retried(self, place: Place, others: Iterable[cst.CSTNode]) -> bool:
        """Whether a call that may raise before it has given back is made again then, at one of the others."""
        if not self._may_fail_first(place.statement):
            return False
        layout, inner = self.layout, place.suite
        for node in layout.ancestors(place.suite):
            if isinstance(node, cst.FunctionDef):
                return False
            if isinstance(node, (cst.Try, cst.TryStar)):
                clauses = [one for one in suites(node) if not layout.holds(one, layout.source.offsets(inner))]
                heard = clauses if inner is node.body else clauses[-1:] if node.finalbody is not None else []
                for other in others:
                    offsets = layout.source.offsets(other)
                    if any(layout.holds(one, offsets) for one in heard):
                        return True
            if isinstance(node, (cst.IndentedBlock, cst.SimpleStatementSuite)):
                inner = node
        return False

    def _may_fail_first(self, statement: cst.CSTNode) -> bool:
        """Whether a statement calls a function that does more before it gives the object back."""
        calls = [call for call in _calls(statement) if self.doubts and not self.only_gives_back(call)]
        for call in calls:
            function = self._named(call)
            if function is None or not isinstance(function.body, cst.IndentedBlock):
                return True
            above = list(takewhile(lambda node: not self._gives(node), function.body.body))
            if self.facts.risks(above).may_raise or len(above) == len(function.body.body):
                return True
        return False

    def _gives(self, node: cst.CSTNode) -> bool:
        """Whether a statement is a call of something by a verb that gives back."""
        part = node.body[0] if isinstance(node, cst.SimpleStatementLine) else None
        value = part.value if isinstance(part, cst.Expr) else None
        call = value.expression if isinstance(value, cst.Await) else value
        verb = call.func.attr if isinstance(call, cst.Call) and isinstance(call.func, cst.Attribute) else None
        return verb is not None and self.facts.gives_back(verb.value)

    def _named(self, call: cst.Call) -> cst.FunctionDef | None:
        """The one function that a call names: of the module, or of the function that it stands in."""
        if not isinstance(call.func, cst.Name):
            return None
        around = self.layout.function(call)
        bodies = [self.layout.source.module.body, *([around.body.body] if around is not None else [])]
        found = [
            node
            for body in bodies
            for node in body
            if isinstance(node, cst.FunctionDef) and node.name.value == call.func.value
        ]
        return found[0] if len(found) == 1 else None

    @cached_property
    def unseen(self) -> tuple[cst.CSTNode, ...]:
        """The calls in this function that make a release of the object to be run elsewhere.

        The analysis knows nothing of the object from there on, so that it can't tell what is left to repair.
        """
        release = self.release
        function = self.layout.function(release.call) if isinstance(release, Written) else None
        if not isinstance(release, Written) or not release.is_awaited or function is None:
            return ()
        words = self.layout.code(release.call)
        return tuple(
            call
            for call in _calls(function.body)
            if not isinstance(self.layout.parent(call), (cst.Await, cst.Expr))
            and (self.layout.code(call) == words or self.says_release(call))
        )

    def says_release(self, call: cst.Call) -> bool:
        """Whether a call says by its verb and argument that it gives the object back."""
        given = any(self.layout.code(argument.value) == self.case.name for argument in call.args)
        verb = call.func.attr if isinstance(call.func, cst.Attribute) else call.func
        return given and isinstance(verb, cst.Name) and self.facts.gives_back(verb.value)

    def throws_away(self, call: cst.CSTNode) -> bool:
        """Whether a call that ends the loan says that the object is not to be lent again."""
        if not isinstance(call, cst.Call):
            return False
        spec = self.case.spec
        verb = call.func.attr if isinstance(call.func, cst.Attribute) else call.func
        name = verb.value if isinstance(verb, cst.Name) else ""
        for one in spec.release if spec is not None else ():
            if one.name == name and (one.discard or (one.discard_when is not None and len(call.args) > 1)):
                return True
        return self.facts.throws_away(name)

    @property
    def is_given_unseen(self) -> bool:
        """Whether there is such a call before the last reference, and not on another branch.

        What runs late is over at a place of its own: there each counts.
        """
        last = max((end for _, end in self.late), default=0)
        if self.deferred:
            last = len(self.layout.rows.text)
        return isinstance(self.release, Written) and any(
            self.layout.source.offsets(call)[0] < last
            and not self.layout.part(call, self.release.call)
            and not self._has_left(call, self.release.call)
            and not self._is_renewed(call)
            for call in self.unseen
        )

    def _has_left(self, call: cst.CSTNode, other: cst.CSTNode) -> bool:
        """Whether a call, and not the other, stands in an arm of an `if` that ends the function."""
        blocks = (cst.While, cst.For, cst.Try, cst.TryStar, cst.With)
        arm: cst.CSTNode = call
        is_apart = False
        for node in self.layout.ancestors(call):
            if isinstance(node, cst.FunctionDef):
                return is_apart
            if isinstance(node, blocks):
                return False
            if isinstance(node, cst.IndentedBlock):
                arm = node
            elif isinstance(node, cst.If) and not is_apart:
                is_apart = self.facts.leaves_for_good(arm) and not self.layout.holds(
                    arm, self.layout.source.offsets(other)
                )
        return False

    def _is_renewed(self, call: cst.CSTNode) -> bool:
        """Whether the name gets another object behind a call, in the same suite."""
        place = self.layout.place(self.layout.source.offsets(call))
        return place is not None and any(
            isinstance(node, cst.SimpleStatementLine)
            and self.case.name in self.facts.bound([node])
            and not _plain(self.layout.code(node)).endswith("=None")
            for node in place.after()
        )

    def said(self, node: cst.CSTNode, code: str) -> Iterator[cst.CSTNode]:
        """The calls inside a node that say these words."""
        return (call for call in _calls(node) if self.layout.code(call) == code)

    def said_otherwise(self, node: cst.CSTNode) -> Iterator[cst.Call]:
        """The calls inside a node that give the object back by their verb, whatever they are called on."""
        return (call for call in _calls(node) if self.says_release(call))

    def written(self, offsets: Offsets) -> Written | Refusal:
        """The call at a place in the text, as the statement that it has to be."""
        place = self.layout.place(offsets)
        if place is None:
            return Refusal("the release is not written in this function")
        reason = self.layout.movable(place)
        if reason is not None:
            return Refusal(f"the release can't be moved: {reason}")
        statement = place.statement
        if isinstance(statement, cst.SimpleStatementLine) and isinstance(statement.body[0], cst.Expr):
            value = statement.body[0].value
            inner = value.expression if isinstance(value, cst.Await) else value
            if offsets in (self.layout.source.offsets(value), self.layout.source.offsets(inner)):
                return Written(place, inner, inner is not value)
        return Refusal("the release is part of a larger statement")

    def is_same_call(self, statement: cst.CSTNode, written: Written) -> bool:
        """Whether a statement says word for word what the release does."""
        if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
            return False
        return self.says_the_same(statement, written.place.statement)

    def says_the_same(self, statement: cst.CSTNode, other: cst.CSTNode) -> bool:
        """Whether two statements have the same words."""
        return _plain(self.layout.code(statement)) == _plain(self.layout.code(other))


def _is_text(node: cst.CSTNode) -> bool:
    """Whether a statement is a docstring."""
    part = node.body[0] if isinstance(node, cst.SimpleStatementLine) else None
    return isinstance(part, cst.Expr) and isinstance(part.value, cst.SimpleString)


def _plain(code: str) -> str:
    return "".join(code.split())


def _calls(node: cst.CSTNode) -> Iterator[cst.Call]:
    if isinstance(node, cst.Call):
        yield node
    for child in children(node):
        yield from _calls(child)
