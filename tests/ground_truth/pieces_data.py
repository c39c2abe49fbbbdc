"""More of the middle of a generated function: containers, stars, objects that keep the object."""

from __future__ import annotations

from collections.abc import Callable

from .builder import Builder
from .pieces import Piece, use
from .tree import Block


def star_argument(g: Builder) -> Piece:
    g.features.add("star-argument")
    name = g.name("args", "given")
    if g.chance(0.4):
        call = f"{g.outside('render', 'audit')}(**{name})"
        return Piece([f'{name} = {{"target": {g.ref()}, "level": {g.key()}}}'], [call])
    return Piece([f"{name} = ({g.ref()}, {g.key()})"], [f"{g.outside('render', 'audit')}(*{name})"])


def listed(g: Builder) -> Piece:
    """A container that is filled in sight; its item is one more name of the object."""
    g.features.add("container")
    v, name = g.ref(), g.name("live", "slots", "entry")
    kind = g.pick(("append", "list", "tuple", "dict", "store"))
    if kind == "append":
        setup: Block = [f"{name} = []", f"{name}.append({v})"]
    elif kind == "store":
        setup = [f"{name} = {{}}", f'{name}["conn"] = {v}']
    else:
        shape = {"list": f"[{v}, {g.key()}]", "tuple": f"({v}, {g.key()})", "dict": f'{{"conn": {v}}}'}
        setup = [f"{name} = {shape[kind]}"]
    place = f'{name}["conn"]' if kind in ("dict", "store") else f"{name}[0]"
    return Piece(setup, [f"{place}.{g.pick(('ping', 'touch', 'rollback'))}()"])


def in_a_list(g: Builder) -> Piece:
    g.features.add("list-argument")
    return Piece([f"{g.outside('render', 'audit')}([{g.ref()}, {g.key()}])"], [])


def star_target(g: Builder) -> Piece:
    g.features.add("star-target")
    other, rest = g.name("last", "first", "picked"), g.name("rest", "others")
    line = g.pick((f"*{rest}, {other} = 1, {g.key()}, {g.ref()}", f"{other}, *{rest} = {g.ref()}, 1, 2"))
    g.aliases.append(other)
    return Piece([line], [use(g, other)])


def walrus(g: Builder) -> Piece:
    g.features.add("walrus")
    if g.chance(0.5):
        size = g.name("size", "left", "width")
        return Piece([(f"if ({size} := {g.ref()}.size) > 0:", [f"{g.outside()}({size})"])], [])
    other = g.name("same", "again", "held")
    setup: Block = [(f"if ({other} := {g.ref()}) is not None:", [use(g)])]
    return Piece(setup, [use(g, other)])


def matched(g: Builder) -> Piece:
    g.features.add("match")
    block: Block = [('case "full":', [use(g)]), ("case _:", [use(g) if g.chance(0.5) else "pass"])]
    return Piece([(f"match {g.param('mode')}:", block)], [])


def read_in_text(g: Builder) -> Piece:
    """The object's data in a formatted string, a chained comparison, a key for sorting."""
    g.features.add("read-in-expression")
    v, name = g.ref(), g.name("shown", "fits", "ordered")
    lines = (
        f'{name} = f"{{{v}.size}} left"',
        f"{name} = 0 < {v}.size < 10",
        f"{name} = sorted((3, 1, 2), key=lambda part: {v}.size + part)",
        f"{name} = {v}.size if {g.test()} else 0",
        f"{name} = any({v}.size > part for part in (1, 2))",
    )
    return Piece([g.pick(lines)], [])


def hooks(g: Builder) -> Piece:
    """Callables in a list, called one after the other."""
    g.features.add("callable-list")
    name, v = g.name("hooks", "steps", "actions"), g.ref()
    held = g.pick((f"{v}.ping", f"lambda: {v}.touch()"))
    return Piece([f"{name} = []", f"{name}.append({held})"], [(f"for hook in {name}:", ["hook()"])])


def holder(g: Builder) -> Piece:
    """An object of a class of the module keeps it: in an attribute, behind a property, for a method."""
    g.features.add("holder")
    g.helper(
        "Holder",
        [
            (
                "class Holder:",
                [
                    ("def __init__(self, conn):", ["self._conn = conn"]),
                    "",
                    "@property",
                    ("def conn(self):", ["return self._conn"]),
                    "",
                    ("def ping(self):", ["self._conn.ping()"]),
                ],
            )
        ],
    )
    name = g.name("holder", "wrapped", "lease")
    join = g.pick((f"{name}.conn.touch()", f"{name}.ping()", f"{name}._conn.rollback()"))
    return Piece([f"{name} = Holder({g.ref()})"], [join])


def helpers(g: Builder) -> Piece:
    """Helpers with keyword-only parameters, any number of them, functions as parameters, a result."""
    g.features.add("helper-forms")
    v = g.ref()
    kind = g.pick(("keyword", "any", "function", "same"))
    if kind == "keyword":
        body: Block = [("for _ in range(times):", ["target.ping()"])]
        return Piece([f"{g.helper('prime', [('def prime(*, target, times=2):', body)])}(target={v})"], [])
    if kind == "any":
        body = [("for one in targets:", ["one.ping()"])]
        return Piece([f"{g.helper('each', [('def each(*targets):', body)])}({v})"], [])
    if kind == "function":
        g.helper("apply", [("def apply(body, value):", ["return body(value)"])])
        return Piece([f"apply(lambda one: one.touch(), {v})"], [])
    other = g.name("known", "checked")
    line = f"{other} = {g.helper('same', [('def same(value):', ['return value'])])}({v})"
    g.aliases.append(other)
    return Piece([line], [use(g, other)])


DATA: tuple[tuple[Callable[[Builder], Piece], int], ...] = (
    (star_argument, 3),
    (listed, 3),
    (in_a_list, 3),
    (star_target, 3),
    (walrus, 3),
    (matched, 3),
    (read_in_text, 3),
    (hooks, 3),
    (holder, 3),
    (helpers, 3),
)
