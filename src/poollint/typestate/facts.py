"""Correlation: what earlier tests and constants say of later tests.

A fact is a pair: ("c:flag", "False") a constant, ("t:flag", "1") truth, ("n:x", "0") being None,
("l:rows", "2") the length of a list, and ("x:text", "1") for a pure expression. Writes to a part forget it;
calls and awaits don't.
"""

from __future__ import annotations

from collections.abc import Iterable

from poollint.ir import Atom, is_within, root
from poollint.typestate.state import State

_LONGEST = 4
_FALSY = frozenset({"None", "False", "0", "0.0", "''", '""', "b''", 'b""', "()", "[]", "{}"})


def evaluate(state: State, atom: Atom) -> bool | None:
    """The truth of `atom` as far as the state knows it."""
    if atom.kind in ("truth", "none") and atom.path is not None:
        path = atom.path
        wants_none = atom.kind == "none"
        if path in state.aliases and state.t in ("held", "released"):
            return not wants_none
        for name, value in state.facts:
            if name[2:] != path:
                continue
            if name[0] == "c":
                return value == "None" if wants_none else value not in _FALSY
            if name[0] == "t" and not wants_none:
                return value == "1"
            if name[0] == "t" and value == "1":
                return False
            if name[0] == "n":
                if wants_none:
                    return value == "1"
                if value == "1":
                    return False
        return None
    if atom.kind == "text":
        for name, value in state.facts:
            if name == f"x:{atom.text}":
                return value == "1"
        left, sign, right = [*atom.text.split(" ", 2), "", ""][:3]
        if sign in ("Is", "Equal") and _is_one_place(state, left, right):
            return True
        if sign in ("Is", "Equal") and _is_literal(right):
            for name, value in state.facts:
                if name == f"c:{left}" and _is_literal(value) and _sort(value) == _sort(right):
                    return value == right
    return None


def _is_one_place(state: State, left: str, right: str) -> bool:
    """Whether two paths are the tracked object, or the same attribute of it."""
    if state.t not in ("held", "released") or left.partition(".")[2] != right.partition(".")[2]:
        return False
    return {left.partition(".")[0], right.partition(".")[0]} <= state.aliases


def _is_literal(text: str) -> bool:
    return text in ("True", "False") or text.isdigit() or (text[:1] in "'\"" and text[1:-1].isidentifier())


def _sort(text: str) -> str:
    return text[0] if text[0] in "'\"" else "digit" if text.isdigit() else "bool"


def may_have_changed(atom: Atom, rebound: frozenset[str]) -> bool:
    """Whether a call can change the truth of `atom`: an attribute, an item, or a name in `rebound`."""
    text = atom.text if atom.kind == "text" else atom.path or ""
    return "." in text or "[" in text or not rebound.isdisjoint({root(atom.path or ""), *atom.parts})


def appended(state: State, path: str, value: str | None) -> State:
    """`path.append(value)`: where the length of the list is known, so is the place."""
    known = next((fact for fact in state.facts if fact[0] == f"l:{path}"), None)
    if known is None:
        return state
    state = state._replace(facts=state.facts - {known} | {(known[0], str(int(known[1]) + 1))})
    if value in state.aliases and int(known[1]) < _LONGEST:
        state = state._replace(aliases=state.aliases | {f"{path}[{known[1]}]"})
    return state


def unmeasured(state: State, paths: Iterable[str]) -> State:
    """The lists at these paths may have been changed by somebody."""
    gone = {f"l:{path}" for path in paths}
    kept = frozenset(fact for fact in state.facts if fact[0] not in gone)
    return state if len(kept) == len(state.facts) else state._replace(facts=kept)


def learn(state: State, atom: Atom, truth: bool) -> State:
    """The state on the edge on which `atom` is `truth`."""
    value, other = ("1", "0") if truth else ("0", "1")
    if atom.kind == "truth" and atom.path is not None:
        name = f"t:{atom.path}"
    elif atom.kind == "none" and atom.path is not None:
        name = f"n:{atom.path}"
    elif atom.kind == "text":
        name = f"x:{atom.text}"
    else:
        return state
    return state._replace(facts=state.facts - {(name, other)} | {(name, value)})


def assigned(state: State, dst: str, src: str | None, parts: dict[str, frozenset[str]]) -> State:
    """Forget what a write to `dst` makes doubtful, then carry over what is known of `src`.

    `parts` gives the names that each remembered expression reads.
    """
    if not state.facts and (src is None or not src.startswith("=")):
        return state
    first = root(dst)
    kept = frozenset(
        fact
        for fact in state.facts
        if not (first in parts.get(fact[0][2:], ()) if fact[0][0] == "x" else is_within(fact[0][2:], dst))
    )
    if src is not None and src.startswith("="):
        kept |= {(f"c:{dst}", src[1:])}
    elif src is not None:
        kept |= {(f"{name[:2]}{dst}", value) for name, value in kept if name[2:] == src and name[0] != "x"}
    return state if kept == state.facts else state._replace(facts=kept)
