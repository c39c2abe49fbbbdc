"""The abstract state of one tracked object: its typestate, its sure aliases, what is deferred.

Paths in `aliases` and `handles` may end in a mark: `rows~` is a container that surely holds it, `rows~1` one
of pairs whose second item is it,
`cb^ping` a name for its attribute `ping`, `pending!` a set that is empty when the work is done, and
`@3` the manager of the third `with`. Must-alias typestate after Fink et al., ISSTA 2006.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from poollint.ir import Op, is_within, root

Typestate = Literal["unborn", "held", "released", "unknown"]
Pending = tuple[str, str]
"""An exception in flight: ("", "") for none, else error, raise or cancel with the class name if written."""

CALM: Pending = ("", "")

PAIRS = "~1"
_OF_BOX = frozenset({"copy", "items", "values"})
_OVER_BOX = frozenset({"enumerate", "list", "reversed", "sorted", "tuple"})
_IN_PAIRS = frozenset({"enumerate", "items"})

ANY_MOMENT = frozenset({"thread", "device"})
"""The lanes whose work may go on at any moment, whatever this function waits for."""


class Item(NamedTuple):
    """A deferral: something that holds the object and can run later.

    `site` is the operation that made it and `arm` the one that scheduled it (-1: passive). `binding`
    are the places of its body that hold the object by value, `handles` the paths that name it.
    """

    site: int
    arm: int
    lane: str
    binding: frozenset[str]
    handles: frozenset[str]
    started: bool = False


class Stack(NamedTuple):
    """A local ExitStack: the `with` that drains it (-1: none), its names, and its entries in order."""

    number: int
    paths: frozenset[str]
    entries: tuple[tuple[str, int, int], ...]


class State(NamedTuple):
    """What is known at one point of one path; everything but `facts` tells states apart.

    Where a borrowed value is followed, `aliases` are its own names and `lender` those of the lent object.
    """

    t: Typestate
    release: int = -1
    implicit: bool = False
    aliases: frozenset[str] = frozenset()
    lender: frozenset[str] = frozenset()
    items: frozenset[Item] = frozenset()
    stacks: frozenset[Stack] = frozenset()
    completions: tuple[tuple[str, Pending], ...] = ()
    pending: Pending = CALM
    sent: int = -1
    returned: int = -1
    facts: frozenset[tuple[str, str]] = frozenset()

    def key(self) -> tuple[object, ...]:
        return self[:-1]


def is_failing(state: State) -> bool:
    """Whether an error without a `raise` of its own is pending: in a `finally`, at the end of a block."""
    return any(
        label == "error" and pending[0] in ("error", "cancel", "timeout")
        for label, pending in state.completions
    )


def merge(old: State, new: State) -> State:
    """Join of two states with the same key: only what both know."""
    facts = old.facts & new.facts
    return old if facts == old.facts else old._replace(facts=facts)


def forget_facts(state: State) -> State:
    """The wider state for a node that holds too many: facts go first, then the object is given up."""
    return state._replace(facts=frozenset(), t="unknown", aliases=frozenset(), items=frozenset())


def moved(paths: frozenset[str], dst: str, src: str | None) -> frozenset[str]:
    """The paths after `dst := src`."""
    kept = [path for path in paths if not is_within(path, dst)]
    if src is None:
        return paths if len(kept) == len(paths) else frozenset(kept)
    added = []
    for path in paths:
        if is_within(path, src):
            suffix = path[len(src) :]
            added.append(dst + suffix)
        elif path[-1:] not in "~!" and "^" not in path and is_attribute(src, path):
            # `ping := conn.ping` makes `ping` a name for an attribute of the object.
            added.append(f"{dst}^{src[len(path) + 1 :]}")
    if not added and len(kept) == len(paths):
        return paths
    return frozenset([*kept, *added])


def is_attribute(path: str, base: str) -> bool:
    """Whether `path` is `base.name`."""
    return path.startswith(base + ".") and "." not in path[len(base) + 1 :] and "[" not in path[len(base) :]


def assign(state: State, dst: str, src: str | None) -> State:
    """`dst := src` for aliases, handles and stacks; facts are the business of `facts.assigned`."""
    if src is not None and src.startswith("="):
        src = None
    aliases = moved(state.aliases, dst, src)
    items = state.items
    if items:
        items = frozenset(
            item
            if (handles := moved(item.handles, dst, src)) is item.handles
            else item._replace(handles=handles)
            for item in items
        )
    stacks = state.stacks
    if stacks:
        stacks = frozenset(stack._replace(paths=moved(stack.paths, dst, src)) for stack in stacks)
    lender = moved(state.lender, dst, src) if state.lender else state.lender
    return state._replace(aliases=aliases, lender=lender, items=items, stacks=stacks)


def collect(state: State, container: str, value: str) -> State:
    """`container` now holds `value`, among others."""
    mark = container + "~"
    if value in state.aliases:
        state = state._replace(aliases=state.aliases | {mark})
    if any(value in item.handles or value + "~" in item.handles for item in state.items):
        state = state._replace(
            items=frozenset(
                item._replace(handles=item.handles | {mark})
                if value in item.handles or value + "~" in item.handles
                else item
                for item in state.items
            )
        )
    return state


def spread(op: Op, state: State, result: str) -> State:
    """`result` of a call goes through what a container holds: `held.values()`, or `list(held)`.

    `held.items()` and `enumerate(held)` give pairs, of which the second item is what is held.
    """
    callee = op.callee
    if callee is None or not result:
        return state
    box, word = callee.receiver, callee.method or ""
    if callee.method is None:
        box, word = op.args[0].value if op.args else None, callee.path or ""
    if f"{box}~" not in state.aliases or word not in (_OF_BOX if callee.method is not None else _OVER_BOX):
        return state
    return state._replace(aliases=state.aliases | {result + (PAIRS if word in _IN_PAIRS else "~")})


def without_root(paths: Iterable[str], name: str) -> frozenset[str]:
    """The paths that are not attributes of `name`."""
    return frozenset(path for path in paths if root(path) != name or path == name)
