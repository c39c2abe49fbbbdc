"""What statements do, as far as their syntax and the catalogue's lists tell: leave, raise, wait.

It leans towards trouble: what is not known to be harmless may raise and may take long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import libcst as cst

from poollint.catalogue import Catalogue
from poollint.fixes.bindings import Bindings
from poollint.fixes.layout import Layout
from poollint.fixes.nodes import children
from poollint.recursion import Recursion

Offsets = tuple[int, int]
_LOOPS = (cst.For, cst.While)
_SCOPES = (cst.FunctionDef, cst.Lambda)
_RISKY = (
    cst.Subscript,
    cst.BinaryOperation,
    cst.AugAssign,
    cst.UnaryOperation,
    cst.Del,
    cst.ListComp,
    cst.SetComp,
    cst.DictComp,
    cst.StarredElement,
    cst.ClassDef,
    cst.Match,
)


@dataclass(frozen=True)
class Risks:
    """What can happen while statements run: whether they may raise, and the first that may take long.

    `is_likely`: what may raise is more than an item, an operator, or what hardly ever does.
    """

    may_raise: bool = False
    is_likely: bool = False
    slow: str | None = None


_SLEEPS = frozenset(
    {"asyncio.sleep", "anyio.sleep", "trio.sleep", "gevent.sleep", "eventlet.sleep", "time.sleep"}
)
"""What takes long and raises nothing but a cancellation."""

_DEPTH = 6
"""How many functions deep it is asked what a call may raise."""

_Risk = tuple[int, str | None]
"""How likely one expression raises, and its words where it may take long."""
_NEVER, _HARDLY, _LIKELY = range(3)


class Facts(Bindings):
    """Questions about the statements of one source."""

    def __init__(self, layout: Layout, catalogue: Catalogue) -> None:
        super().__init__(layout)
        self._own: dict[str, cst.FunctionDef | cst.ClassDef] = {
            node.name.value: node
            for node in layout.source.module.body
            if isinstance(node, cst.FunctionDef) or (isinstance(node, cst.ClassDef) and _is_plain(node))
        }
        self._asked = Recursion(_DEPTH)
        self._calm = catalogue.names("calm")
        self._prompt = catalogue.names("prompt-method")
        self._quiet = catalogue.names("quiet")
        self._log_methods = catalogue.names("logging-method")
        self._threads = frozenset(
            name for record in catalogue.deferrals if record.lane == "thread" for name in record.names
        )
        self._deferring = frozenset(catalogue.defer_by_name)
        self._far = {
            name
            for record in catalogue.deferrals
            if record.lane in ("copy", "now")
            for name in (*record.names, *record.methods)
        }
        self._starting = {record.start for record in catalogue.defer_by_name.values() if record.start}
        self._deferring_methods = {
            method: None
            if any(record.types or not record.words for record in records)
            else frozenset(word for record in records for word in record.words)
            for method, records in catalogue.defer_by_method.items()
        }
        self._timed = {
            name.rpartition(".")[2] for record in catalogue.joins if record.timed for name in record.names
        }
        self._status = catalogue.names("status")
        self._lock_words = catalogue.names("lock-word")
        self._quiet_exit = catalogue.names("quiet-exit")
        self._taking = catalogue.names("strong-acquire")
        self._giving = catalogue.names("strong-release")
        self._throwing_away = catalogue.names("throwing-away")
        self._lazy = catalogue.names("borrow-lazy")
        self._memory_words = catalogue.names("memory-word")
        self.swallowers = catalogue.names("swallow")
        self._is_log = catalogue.is_log

    # Ways out

    def leaves(self, node: cst.CSTNode) -> bool:
        """Whether a written `return`, `raise`, `yield`, `break` or `continue` can lead out of a statement."""
        return any(True for _ in _exits(node, loops=0))

    def ends(self, suite: cst.CSTNode) -> bool:
        """Whether the end of a suite is surely never reached: its last statement leaves on every way."""
        body = getattr(suite, "body", None)
        if not isinstance(body, (list, tuple)) or not body:
            return False
        last = body[-1]
        if isinstance(last, cst.SimpleStatementLine):
            last = last.body[-1]
        if isinstance(last, (cst.Return, cst.Raise, cst.Break, cst.Continue)):
            return True
        if isinstance(last, cst.If):
            return last.orelse is not None and all(self.ends(part) for part in branches(last))
        if isinstance(last, cst.With):
            return False  # it may swallow
        if isinstance(last, cst.Try):
            if last.finalbody is not None and self.ends(last.finalbody.body):
                return True
            main = last.orelse.body if last.orelse is not None else last.body
            return self.ends(main) and all(self.ends(handler.body) for handler in last.handlers)
        return False

    def leaves_for_good(self, suite: cst.CSTNode) -> bool:
        """Whether the last statement of a suite is a `return` or a `raise`."""
        last = suite.body[-1] if isinstance(suite, cst.IndentedBlock) else None
        part = last.body[-1] if isinstance(last, cst.SimpleStatementLine) else None
        return isinstance(part, (cst.Return, cst.Raise))

    # Risks

    def risks(self, nodes: Iterable[cst.CSTNode], exempt: Iterable[Offsets] = ()) -> Risks:
        """What may go wrong while these run. Calls that `exempt` names (late references) don't count."""
        spared = tuple(exempt)
        worst = _NEVER
        slow: str | None = None
        for node in nodes:
            for raises, text in self._risks(node, spared):
                worst = max(worst, raises)
                slow = slow or text
        return Risks(worst > _NEVER, worst == _LIKELY, slow)

    def _risks(self, node: cst.CSTNode, exempt: tuple[Offsets, ...]) -> Iterator[_Risk]:
        if isinstance(node, _SCOPES):
            return
        if isinstance(node, cst.Call):
            if not self._is_exempt(node, exempt):
                yield self._call(node)
        elif isinstance(node, cst.Await):
            if not self._is_spared(node, exempt) and not self._is_spared(node.expression, exempt):
                is_calm = self._waits_for_all(node.expression) or self._waits_for_calm(node.expression)
                is_calm = is_calm or self._sleeps(node.expression)
                yield _HARDLY if is_calm else _LIKELY, f"`{self._short(node)}`"
        elif isinstance(node, cst.With):
            if not any(self._contains(item.item, exempt) for item in node.items):
                yield (
                    _HARDLY if self.exits_quietly(node) else _LIKELY,
                    f"`{'async ' if node.asynchronous else ''}with {self._short(node.items[0].item)}`",
                )
        elif isinstance(node, (cst.For, cst.CompFor)):
            if not self._contains(node.iter, exempt):
                is_late = isinstance(node, cst.For) and self._is_late_loop(node, exempt)
                is_calm = isinstance(node.iter, cst.Call) and self.layout.code(node.iter.func) == "range"
                level = _HARDLY if is_calm else _LIKELY
                yield level, None if is_late else f"the loop over `{self._short(node.iter)}`"
        elif isinstance(node, cst.While):
            yield _NEVER, None if self._is_late_loop(node, exempt) else "the `while` loop"
        elif isinstance(node, cst.Yield):
            # Who lends for a block, and gives back before it, is late with the whole of it.
            is_late = self.lends_for_a_block(node) and self._contains(node, exempt)
            yield _LIKELY, None if is_late else "`yield`"
        elif isinstance(node, (cst.Raise, cst.Import, cst.ImportFrom, cst.Assert)):
            yield _LIKELY, None
        elif isinstance(node, (cst.Try, cst.TryStar)):
            yield from self._try(node, exempt)
            return
        elif isinstance(node, _RISKY) and not _is_negation(node):
            yield _HARDLY, None
        for child in children(node):
            yield from self._risks(child, exempt)

    def _is_late_loop(self, node: cst.For | cst.While, exempt: tuple[Offsets, ...]) -> bool:
        """Whether each turn of a loop surely uses the object: then the loop as a whole is late."""
        if isinstance(node, cst.For) and (
            node.asynchronous or not isinstance(node.iter, (cst.Name, cst.Attribute))
        ):
            return False
        return any(
            self.layout.holds(part, offsets) and self.is_sure(part, offsets)
            for part in node.body.body
            for offsets in exempt
        )

    def lends_for_a_block(self, node: cst.CSTNode) -> bool:
        """Whether a node stands in a function that a decorator makes a manager, or a fixture, of."""
        function = self.layout.function(node)
        names = (
            [self.layout.code(one.decorator) for one in function.decorators] if function is not None else []
        )
        return any("contextmanager" in name or "fixture" in name for name in names)

    def _try(self, node: cst.Try | cst.TryStar, exempt: tuple[Offsets, ...]) -> Iterator[_Risk]:
        """Handlers raise no likelier than something of the body comes to them; one may take all and go on."""
        body = list(self._risks(node.body, exempt))
        goes_on = not any(self.leaves(handler.body) for handler in node.handlers)
        most = _HARDLY if goes_on and _takes_all(self.layout, node) else _LIKELY
        yield from ((min(level, most), text) for level, text in body)
        reached = max((level for level, _ in body), default=_NEVER)
        for handler in node.handlers:
            for level, text in self._risks(handler, exempt):
                yield min(level, reached), text
        for part in (node.orelse, node.finalbody):
            if part is not None:
                yield from self._risks(part, exempt)

    def _call(self, node: cst.Call) -> _Risk:
        text = self.layout.code(node.func)
        if text in self._calm:
            return _NEVER, None
        if isinstance(node.func, cst.Attribute):
            name = node.func.attr.value
            receiver = self.layout.code(node.func.value).rpartition(".")[2]
            if name in self._log_methods and self._is_log(receiver):
                return _NEVER, None
            if name in self._prompt:
                return _HARDLY, None
        if text in self._quiet or text in self._quiet_exit:
            return _HARDLY, None
        if self._sleeps(node):
            return _HARDLY, f"`{self._short(node.func)}()`"
        own = self.own_of(node.func)
        if own is not None:
            return self._risk_of_own(own), f"`{self._short(node.func)}()`"
        if self._is_started(node) or self._starts(node) or self._is_begun(node):
            return _HARDLY, None
        if isinstance(self.layout.parent(node), cst.Raise):
            return _LIKELY, None
        is_quiet = self.is_registration(node) or self._waits_for_all(node)
        return _HARDLY if is_quiet else _LIKELY, f"`{self._short(node.func)}()`"

    def _sleeps(self, node: cst.CSTNode) -> bool:
        return isinstance(node, cst.Call) and self.layout.code(node.func) in _SLEEPS

    def own_of(self, node: cst.CSTNode) -> cst.FunctionDef | cst.ClassDef | None:
        """The function or class that a plain name stands for: of the function around it, or of the file."""
        if not isinstance(node, cst.Name):
            return None
        around = self.layout.function(node)
        nested = around.body.body if around is not None else ()
        for one in nested:
            if isinstance(one, cst.FunctionDef) and one.name.value == node.value and not one.decorators:
                return one
        return self._own.get(node.value)

    def _risk_of_own(self, node: cst.FunctionDef | cst.ClassDef) -> int:
        """How likely a call of a function or class of the file raises; what calls itself is taken to."""
        parts = _makers(node) if isinstance(node, cst.ClassDef) else [node]
        bodies = [part.body for part in parts]
        is_likely = self._asked.ask(node, lambda: self.risks(bodies).is_likely, True)
        return _LIKELY if is_likely else _HARDLY

    def _waits_for_calm(self, node: cst.CSTNode) -> bool:
        """Whether it waits for a function of the file alone, here or in a thread, that hardly ever raises."""
        if not isinstance(node, cst.Call):
            return False
        own = self.own_of(node.func)
        if own is None and self.is_registration(node) and self.layout.code(node.func) in self._threads:
            own = self.own_of(node.args[0].value) if node.args else None
        return isinstance(own, cst.FunctionDef) and self._risk_of_own(own) < _LIKELY

    def _starts(self, node: cst.Call) -> bool:
        """Whether it starts a thread, or the like, that was made before."""
        return isinstance(node.func, cst.Attribute) and node.func.attr.value in self._starting

    def _is_begun(self, node: cst.Call) -> bool:
        """Whether it only has something run later in this process: it waits for nothing and sends nothing."""
        name = node.func.attr.value if isinstance(node.func, cst.Attribute) else ""
        return self.is_registration(node) and self._far.isdisjoint((name, self.layout.code(node.func)))

    def _is_started(self, node: cst.CSTNode) -> bool:
        """Whether a call only makes a coroutine, which is handed to what starts it."""
        argument = self.layout.parent(node)
        call = self.layout.parent(argument) if isinstance(argument, cst.Arg) else None
        return isinstance(call, cst.Call) and self.is_registration(call)

    def _waits_for_all(self, node: cst.CSTNode) -> bool:
        """Whether it is a wait that raises none of the errors that it waits for."""
        if not isinstance(node, cst.Call):
            return False
        is_join = isinstance(node.func, cst.Attribute) and node.func.attr.value == "join" and not node.args
        return is_join or any(
            argument.keyword is not None
            and argument.keyword.value == "return_exceptions"
            and self.layout.code(argument.value) == "True"
            for argument in node.args
        )

    def _short(self, node: cst.CSTNode) -> str:
        text = " ".join(self.layout.code(node).split())
        return text if len(text) <= 40 else text[:37] + "..."

    def _is_exempt(self, call: cst.Call, exempt: tuple[Offsets, ...]) -> bool:
        """Whether a call is the late reference: its own span, what it calls, or one of its arguments."""
        parts = [call, call.func, *(argument.value for argument in call.args)]
        return any(self.layout.source.offsets(part) in exempt for part in parts) or any(
            self.layout.holds(call.func, offsets) for offsets in exempt
        )

    def _is_spared(self, node: cst.CSTNode, exempt: tuple[Offsets, ...]) -> bool:
        if self.layout.source.offsets(node) in exempt:
            return True
        return isinstance(node, cst.Call) and self._is_exempt(node, exempt)

    def _contains(self, node: cst.CSTNode, exempt: tuple[Offsets, ...]) -> bool:
        return any(self.layout.holds(node, offsets) for offsets in exempt)

    def is_sure(self, statement: cst.CSTNode, offsets: Offsets) -> bool:
        """Whether a statement that runs surely comes to the expression at `offsets`, without raising."""
        node: cst.CSTNode = statement
        while True:
            inner = next((c for c in children(node) if self.layout.holds(c, offsets)), None)
            if inner is None or self.layout.source.offsets(node) == offsets:
                return True
            if isinstance(node, (*_SCOPES, cst.ClassDef)) or isinstance(inner, cst.BaseSuite):
                return False
            if isinstance(node, cst.BooleanOperation) and inner is node.right:
                return False
            if isinstance(node, cst.IfExp) and inner is not node.test:
                return False
            if isinstance(node, (cst.BaseComp, cst.CompFor)) or (
                isinstance(node, cst.If) and inner is node.orelse
            ):
                return False
            if isinstance(node, (cst.While, cst.Assert)):
                return False
            earlier = [c for c in children(node) if self.layout.source.offsets(c)[1] <= offsets[0]]
            if self.risks(earlier).may_raise:
                return False
            node = inner

    def is_registration(self, call: cst.CSTNode) -> bool:
        """Whether a call only has something run later (a container that gets the object itself does not)."""
        if not isinstance(call, cst.Call):
            return False
        if self.layout.code(call.func) in self._deferring:
            return True
        if not isinstance(call.func, cst.Attribute) or call.func.attr.value not in self._deferring_methods:
            return False
        words = self._deferring_methods[call.func.attr.value]
        return words is None or not words.isdisjoint(self._words(call.func.value))

    def gives_back(self, verb: str) -> bool:
        """Whether a method of that name gives its argument back, whatever it is called on."""
        return verb.lstrip("_") in self._giving

    def takes_out(self, verb: str) -> bool:
        """Whether a method of that name takes an object out, whatever it is called on."""
        return verb.lstrip("_") in self._taking

    def throws_away(self, verb: str) -> bool:
        """Whether a method of that name throws its argument away."""
        return not self._throwing_away.isdisjoint(re.split(r"_+", verb.lower()))

    def keeps_lazily(self, statement: cst.CSTNode) -> bool:
        """Whether a statement gives a name to what reads its arguments only when it is read itself."""
        part = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
        value = part.value if isinstance(part, (cst.Assign, cst.AnnAssign)) else None
        if isinstance(value, cst.Call):
            return self.layout.code(value.func) in self._lazy
        return isinstance(value, (cst.GeneratorExp, cst.Lambda))

    def waits_quietly(self, statement: cst.CSTNode) -> bool:
        """Whether a statement waits for a thread or task without raising what that raised."""
        text = self.layout.code(statement)
        return text.endswith(".join()") or text.startswith("await asyncio.wait(")

    def gives_up(self, node: cst.CSTNode) -> bool:
        """Whether a statement has a call that waits no longer than it is told to, and raises then."""
        if isinstance(node, cst.Call):
            name = (
                node.func.attr.value if isinstance(node.func, cst.Attribute) else self.layout.code(node.func)
            )
            has_limit = any(one.keyword is not None and one.keyword.value == "timeout" for one in node.args)
            if name in self._timed or (
                name != "join" and (has_limit or (name == "result" and bool(node.args)))
            ):
                return True
        return any(self.gives_up(child) for child in children(node))

    def exits_quietly(self, node: cst.CSTNode) -> bool:
        """Whether the end of a statement, where it is a block, raises nothing of what it waits for."""
        return isinstance(node, cst.With) and all(
            isinstance(item.item, cst.Call) and self.layout.code(item.item.func) in self._quiet_exit
            for item in node.items
        )

    def is_use(self, mention: cst.CSTNode) -> bool:
        """Whether a place that mentions an object surely uses it: by a member, an item, as an argument."""
        parent = self.layout.parent(mention)
        if isinstance(parent, cst.Attribute):
            return parent.value is mention and parent.attr.value not in self._status
        if isinstance(parent, cst.Subscript):
            return parent.value is mention
        call = self.layout.parent(parent) if isinstance(parent, cst.Arg) else None
        if not isinstance(call, cst.Call) or self.layout.code(call.func) in self._calm | self._quiet:
            return False
        return not (isinstance(call.func, cst.Attribute) and call.func.attr.value in self._log_methods)

    def only_looks(self, call: cst.Call) -> bool:
        """Whether a call keeps none of its arguments, and does nothing to them: `len`, a message in a log."""
        if isinstance(call.func, cst.Attribute) and call.func.attr.value in self._log_methods:
            return self._is_log(self.layout.code(call.func.value).rpartition(".")[2])
        return self.layout.code(call.func) in self._calm

    def is_lock(self, manager: cst.CSTNode) -> bool:
        """Whether the name of a manager speaks of a lock."""
        return not self._lock_words.isdisjoint(self._words(manager))

    def speaks_of_memory(self, pool: cst.CSTNode) -> bool:
        """Whether the name of a pool says that it lends plain memory."""
        return not self._memory_words.isdisjoint(self._words(pool))

    def _words(self, node: cst.CSTNode) -> list[str]:
        return re.split(r"[_\W\d]+", self.layout.code(node).lower())


def _is_plain(node: cst.ClassDef) -> bool:
    """Whether a class is made by nothing but what stands in it: no base, decorator or metaclass."""
    return not (node.bases or node.keywords or node.decorators)


def _takes_all(layout: Layout, node: cst.Try | cst.TryStar) -> bool:
    """Whether the last handler of a `try` takes every error."""
    if not node.handlers:
        return False
    kind = node.handlers[-1].type
    return kind is None or layout.code(kind) in ("Exception", "BaseException")


def _makers(node: cst.ClassDef) -> list[cst.FunctionDef]:
    """The methods of a class that run when it is called."""
    return [
        part
        for part in node.body.body
        if isinstance(part, cst.FunctionDef) and part.name.value in ("__init__", "__new__")
    ]


def _is_negation(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Not)


def looks_into(node: cst.CSTNode, name: str) -> bool:
    """Whether something of the object is read or called, which None has not."""
    if isinstance(node, (cst.Attribute, cst.Subscript)):
        if isinstance(node.value, cst.Name) and node.value.value == name:
            return True
    return any(looks_into(child, name) for child in children(node))


def branches(node: cst.If) -> list[cst.CSTNode]:
    """The suites of an `if` with all its `elif` and `else`."""
    found: list[cst.CSTNode] = [node.body]
    rest = node.orelse
    while rest is not None:
        found.append(rest.body)
        rest = rest.orelse if isinstance(rest, cst.If) else None
    return found


def _exits(node: cst.CSTNode, loops: int) -> Iterator[cst.CSTNode]:
    if isinstance(node, (*_SCOPES, cst.GeneratorExp)):
        return
    if isinstance(node, (cst.Return, cst.Raise, cst.Yield)):
        yield node
    elif isinstance(node, (cst.Break, cst.Continue)):
        if not loops:
            yield node
    elif isinstance(node, _LOOPS):
        for child in children(node):
            # An `else` is no part of the loop that a `break` in it would leave.
            yield from _exits(child, loops if isinstance(child, cst.Else) else loops + 1)
        return
    for child in children(node):
        yield from _exits(child, loops)
