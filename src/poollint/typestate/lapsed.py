"""Attributes that hold an object only while a block lasts: `async with pool.acquire() as self.conn`.

In every other method of the class, as far as the block doesn't call it, the attribute stands for an object
that has gone back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from poollint.ir import Function, Op
from poollint.module import ModuleFacts
from poollint.typestate.base import Seed

if TYPE_CHECKING:
    from poollint.summaries import Summaries

_BLOCK = re.compile(r"\bwith\b[^\n]*\bas\s+(?:self|cls)\.(\w+)")
_FIXED = re.compile(r" as\s+(?:self|cls)\.")
"""What `_BLOCK` asks for and is found faster."""
_CALLED = re.compile(r"\b(?:self|cls)\.(\w+)\s*\(")


def lapsed_seeds(summaries: Summaries, function: Function) -> list[Seed]:
    """The seeds of what a block of another method of the class has left in an attribute."""
    owner = function.class_name
    if owner is None or not function.is_method or not function.params or function.parent is not None:
        return []
    module = summaries.module(function)
    facts = module.classes.get(owner)
    if facts is None or function.name.startswith("__") or _FIXED.search(module.source.text) is None:
        return []
    found: list[Seed] = []
    texts = {name: module.source.lines(module.definitions[q][0]) for name, q in facts.methods.items()}
    own = function.params[0]
    for name, text in texts.items():
        for attribute in sorted(set(_BLOCK.findall(text))):
            path = f"{own}.{attribute}"
            if name == function.name or not _reads(function, path) or _is_set(texts, attribute):
                continue
            if function.name in _called_from(texts, name):
                continue
            for places, taken, touch in summaries.handed(module.function(facts.methods[name])).lapses:
                if any(place.partition(".")[2] == attribute for place in places):
                    found.append(Seed(0, (path,), taken, True, gone=touch))
    return found


def using_lapsed(module: ModuleFacts) -> set[str]:
    """The methods of a module that mention an attribute which a block of their class binds."""
    found: set[str] = set()
    for facts in module.classes.values() if _FIXED.search(module.source.text) else ():
        texts = {q: module.source.lines(module.definitions[q][0]) for q in facts.methods.values()}
        bound = {name for text in texts.values() for name in _BLOCK.findall(text)}
        found |= {q for q, text in texts.items() if any(f".{name}" in text for name in bound)}
    return found


def _reads(function: Function, path: str) -> bool:
    """Whether a function has to do with what stands at a path, and doesn't put it there itself."""
    return any(_mentions(op, path) for op in function.ops) and all(op.dst != path for op in function.ops)


def _mentions(op: Op, path: str) -> bool:
    return op.src == path or (op.callee is not None and op.callee.receiver == path)


def _is_set(texts: dict[str, str], attribute: str) -> bool:
    """Whether some method gives the attribute a value of its own, other than None."""
    setting = re.compile(
        rf"\.{attribute}\s*(?::[^=\n]+)?=(?!=)\s*(?!None\b)\S|\.{attribute}\s*,[^=\n]*=(?!=)"
    )
    return any(setting.search(text) for text in texts.values())


def _called_from(texts: dict[str, str], start: str) -> set[str]:
    """The methods that a method calls on its own object, and those that these call."""
    seen: set[str] = set()
    pending = [start]
    while pending:
        for name in _CALLED.findall(texts.get(pending.pop(), "")):
            if name not in seen:
                seen.add(name)
                pending.append(name)
    return seen
