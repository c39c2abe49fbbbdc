"""The intermediate representation: one function as a graph of simple operations over paths.

A *path* names a place that can hold an object: `conn`, `self.pool`, `pair[0]`, or a temporary `%3`.
An *operand* is a path, a constant spelled `=None`, or `None` where the value cannot matter.
Nothing here knows of pools; `dump` writes a function as text for tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

OpKind = Literal[
    "entry",  # the function starts
    "assign",  # dst := src (src None: an unknown value)
    "collect",  # dst is a container that now holds src
    "use",  # src is touched; `how` says in which way
    "call",  # dst := callee(args)
    "await",  # dst := await src
    "yield",  # dst := yield src
    "next",  # dst := next item of src; successors: item, exhausted
    "enter",  # dst := src.__enter__()
    "leave",  # the manager src of the matching enter is left
    "branch",  # successors: atom true, atom false
    "make",  # dst := closure of `function`
    "return",  # $ret := src
    "raise",  # raise src
    "dispatch",  # an exception is offered to handlers; successors: handlers, then outward
    "catch",  # a handler starts
    "uncatch",  # a handler is left
    "begin",  # completion `label` is pushed, a finally block or with exit follows
    "complete",  # the block is done; the successor for the completion in the state is taken
    "suspend",  # a point at which other tasks may run
    "pass",
    "exit",  # normal end of the function
    "abort",  # end of the function by an exception
]

Operand = str | None


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call: its operand, keyword name and star (`*` or `**`)."""

    value: Operand
    keyword: str | None = None
    star: str = ""
    items: tuple[Operand, ...] | None = None  # of a tuple or list display, e.g. `args=(conn,)`
    offsets: tuple[int, int] = (0, 0)
    pairs: tuple[tuple[str, Operand], ...] = ()  # of a dict display, e.g. `kwargs={"conn": conn}`


@dataclass(frozen=True, slots=True)
class Callee:
    """What is called: `path` for a plain name, `receiver` and `method` for `receiver.method`."""

    path: Operand = None
    receiver: Operand = None
    method: str | None = None
    text: str = ""


BY_NAME = "getattr"
"""The method of a callee whose method is looked up by its name at run time."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A condition that can be remembered.

    kind "truth" and "none" speak of `path`; "call" of `path.text()`; "text" of a pure expression
    spelled `text`, which a write to any of `parts` forgets. `negated` turns it round.
    """

    kind: Literal["truth", "none", "text", "call", "unknown"]
    path: Operand = None
    text: str = ""
    parts: frozenset[str] = frozenset()
    negated: bool = False

    @property
    def key(self) -> str:
        """The text under which the truth of this atom (not negated) is remembered."""
        return (
            self.path if self.kind == "truth" and self.path else f"{self.kind}:{self.path or ''}:{self.text}"
        )


Region = tuple[int, str]
"""Number of a `try` or `with` and the part of it: body, handler, else, finally, exit."""


@dataclass(slots=True, eq=False)
class Op:
    """One operation. Which fields are set depends on `kind`; see OpKind."""

    kind: OpKind
    offsets: tuple[int, int]
    dst: Operand = None
    src: Operand = None
    how: str = ""
    callee: Callee | None = None
    args: tuple[Argument, ...] = ()
    atom: Atom | None = None
    function: Function | None = None
    defaults: tuple[tuple[str, Operand], ...] = ()
    label: str = ""
    number: int = -1  # of the with statement (enter, leave) or of the try
    catches: tuple[tuple[str, ...], ...] = ()  # per handler of a dispatch: names, () for a bare except
    flags: frozenset[str] = frozenset()
    region: tuple[Region, ...] = ()
    managers: tuple[str, ...] = ()  # callee names of the enclosing with statements
    depth: int = 0  # height of the completion stack that an exceptional entry to this op expects
    succ: list[int] = field(default_factory=list)
    exc: int = -1
    labels: dict[str, int] = field(default_factory=dict)  # of complete: completion -> successor


@dataclass(eq=False)
class Function:
    """A lowered function, lambda, generator expression or module body, in the file `filename`.

    `params` are in order, without stars; `imported` are the locals that an import binds; `free` are the names
    of enclosing functions that it reads;
    `writes` the ones among them that it rebinds (nonlocal, global).
    """

    qualname: str
    params: tuple[str, ...]
    kind: Literal["function", "lambda", "genexp", "module"]
    is_async: bool = False
    is_generator: bool = False
    is_method: bool = False
    class_name: str | None = None
    decorators: tuple[str, ...] = ()
    offsets: tuple[int, int] = (0, 0)
    ops: list[Op] = field(default_factory=list)
    locals: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    annotations: dict[str, str] = field(default_factory=dict)
    positional: int = 0  # how many of `params` can be given by position
    constants: dict[str, str] = field(default_factory=dict)  # parameters whose default is a constant
    defaults: dict[str, str] = field(default_factory=dict)  # parameters whose default is a call, as written
    places: dict[str, tuple[int, int]] = field(default_factory=dict)  # where each parameter stands
    vararg: str | None = None
    kwarg: str | None = None
    parent: Function | None = None
    filename: str = ""
    exit: int = -1
    abort: int = -1

    @property
    def name(self) -> str:
        """The last part of the qualified name."""
        return self.qualname.rpartition(".")[2]


def root(path: str) -> str:
    """The first part of a path: `self` of `self.pool`, `pair` of `pair[0]`."""
    for index, character in enumerate(path):
        if character in ".[~^!?":
            return path[:index]
    return path


def last_name(path: Operand) -> str:
    """The last attribute or name of a path: `pool` of `self.pool`; the empty string for temporaries."""
    if not path:
        return ""
    name = path.split("[")[0].rpartition(".")[2]
    return "" if name.startswith(("%", "=")) else name


def is_within(path: str, prefix: str) -> bool:
    """Whether `path` is `prefix` or a place inside it (`a.b` and `a[0]` are within `a`)."""
    return path == prefix or (path.startswith(prefix) and path[len(prefix)] in ".[~^!?")


def dump(function: Function) -> str:
    """The graph as text, one operation a line, for tests and ARCHITECTURE.md."""
    lines = [f"{function.kind} {function.qualname}({', '.join(function.params)})"]
    for index, op in enumerate(function.ops):
        parts = [f"{index:3} {op.kind}"]
        if op.dst:
            parts.append(f"{op.dst} :=")
        if op.callee:
            callee = op.callee
            parts.append(f"{callee.receiver}.{callee.method}" if callee.method else str(callee.path))
            parts.append(
                "("
                + ", ".join((f"{a.keyword}=" if a.keyword else a.star) + str(a.value) for a in op.args)
                + ")"
            )
        elif op.src is not None:
            parts.append(op.src)
        if op.how:
            parts.append(op.how)
        if op.atom:
            parts.append(("not " if op.atom.negated else "") + op.atom.key)
        if op.function:
            parts.append(f"<{op.function.qualname}>")
        if op.label:
            parts.append(op.label)
        if op.labels:
            targets = " ".join(f"{label}:{target}" for label, target in sorted(op.labels.items()))
            parts.append(f"-> {targets}")
        elif op.succ and op.succ != [index + 1]:
            parts.append("-> " + " ".join(map(str, op.succ)))
        if op.exc >= 0 and op.exc != function.abort:
            parts.append(f"! {op.exc}")
        lines.append(" ".join(parts))
    return "\n".join(lines)
