"""Clients whose `close` is a coroutine and is called as if it were none, whatever they were made for.

No acquisition need be in sight: the type of what is closed says it all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from poollint.catalogue import PoolSpec, Release
from poollint.ir import Function, Op, root
from poollint.module import ModuleFacts
from poollint.names import dotted, statements
from poollint.recognise import Acquisition
from poollint.typestate.base import Seed
from poollint.typestate.query import Query
from poollint.typestate.reports import Report
from poollint.typestate.state import State

if TYPE_CHECKING:
    from poollint.summaries import Summaries

_CHOICE = re.compile(r"\bUnion\b|\|(?!\s*None\b)(?<!None \|)")


class Unawaited(Query):
    """Nothing is followed: the call alone is at fault, whatever came before it."""

    def confidence(self, report: Report) -> str:
        """High: there is no path to doubt."""
        return "high"


def unawaited(summaries: Summaries, function: Function, covered: set[Op]) -> Iterator[tuple[Query, Report]]:
    """The closing calls of a function that make a coroutine which nobody runs."""
    recogniser = summaries.recogniser(function)
    closing = recogniser.names("async-close")
    verbs = recogniser.closing_verbs
    for number, op in enumerate(function.ops):
        if op.kind != "call" or op.callee is None or op in covered or op.callee.method not in verbs:
            continue
        receiver = op.callee.receiver or ""
        if "discarded" not in op.flags or "awaited" in op.flags or receiver.startswith(("%", "=")):
            continue
        kind = _maker(recogniser.type_of(function, receiver))
        if f"{kind}.{op.callee.method}" not in closing or not _is_one_kind(
            summaries.module(function), function, receiver
        ):
            continue
        release = Release("self", op.callee.method, "await")
        spec = PoolSpec(kind, "", release=(release,), double_release="noop")
        taken = Acquisition("define", spec, "", receiver, reason=f"`{receiver}` is {kind}")
        made = [n for n, one in enumerate(function.ops[:number]) if one.dst == receiver]
        seed = Seed(made[0], (receiver,), taken) if len(made) == 1 else Seed(0, (receiver,), taken, True)
        query = Unawaited(summaries, function, seed, State("held", aliases=frozenset({receiver})))
        query.report(
            "POOL202", query.start, number, place := query.touch(op.offsets, "un-awaited"), release=place
        )
        yield from ((query, report) for report in query.reports.values())


def _maker(kind: str) -> str:
    """The class that a type names, or the function that made it: `Redis` for `Redis.from_url`."""
    owner, _, last = kind.rpartition(".")
    makes = last.startswith("from_") or last in ("connect", "create", "open")
    return owner if makes and owner.rpartition(".")[2][:1].isupper() else kind


def _is_one_kind(module: ModuleFacts, function: Function, path: str) -> bool:
    """Whether nothing in sight puts anything else there: there are plain and asynchronous clients."""
    annotation = function.annotations.get(path, "")
    if annotation:
        return _CHOICE.search(annotation.replace("Optional", "")) is None
    own = root(path) in ("self", "cls") and function.class_name is not None
    kinds: set[str] = set()
    bodies = (
        [module.definitions[function.qualname][0].body] if function.qualname in module.definitions else []
    )
    if own:
        methods = module.classes[function.class_name or ""].methods.values()
        bodies = [module.definitions[name][0].body for name in methods]
    for node in (node for body in [*bodies, module.source.tree.body] for node in statements(body)):
        if isinstance(node, ast.AnnAssign) and dotted(node.target) == path:
            if _CHOICE.search(ast.unparse(node.annotation)):
                return False
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if not isinstance(value, ast.expr) or not any(dotted(target) == path for target in targets):
            continue
        if isinstance(value, ast.Constant) and value.value is None:
            continue
        if any(isinstance(part, ast.IfExp | ast.BoolOp) for part in ast.walk(value)):
            return False
        kinds.add(module.value_type(value, {}))
    return len(kinds) <= 1
