"""From TOML tables to Deferral, Join and NameList: `data/deferrals.toml` and the user's tables.

The head of that file explains the keys. `[tool.poollint.deferrals.NAME]` may leave out `body` (the first
argument), `args` (what stands behind it), `handle` (the result) and `source`.
"""

from __future__ import annotations

import re

from .model import CatalogueError, Deferral, Join, NameList
from .reading import Table

LANES = (
    "task",
    "greenlet",
    "callback",
    "thread",
    "device",
    "background",
    "exit",
    "stack",
    "copy",
    "now",
    "lazy",
)
ARGS = ("rest", "args", "argument", "none", "value", "iterable")
HANDLES = ("result", "receiver", "both", "block", "none")

_NAME = re.compile(r"[^\W\d]\w*\Z")
_DOTTED = re.compile(r"[^\W\d]\w*(?:(?:\(\)|\[\])?\.[^\W\d]\w*)*(?:\(\))?\Z")
_PLACE = re.compile(r"\d\Z|[^\W\d]\w*\Z")


def read_deferrals(
    document: dict[str, object], filename: str
) -> tuple[tuple[Deferral, ...], tuple[Join, ...], tuple[NameList, ...]]:
    """All records of one document, in its order."""
    top = Table(document, filename)
    found = (
        tuple(read_deferral(_table(filename, "defer", i, item)) for i, item in enumerate(top.items("defer"))),
        tuple(read_join(_table(filename, "join", i, item)) for i, item in enumerate(top.items("join"))),
        tuple(_list(_table(filename, "names", i, item)) for i, item in enumerate(top.items("names"))),
    )
    top.raw("schema")
    top.done()
    seen: dict[str, int] = {}
    for index, deferral in enumerate(found[0]):
        for name in deferral.names:
            if name in seen:
                raise CatalogueError(
                    f'{filename}: [[defer]] {index}: "{name}" stands in {seen[name]} as well'
                )
            seen[name] = index
    return found


def _table(filename: str, kind: str, index: int, item: object) -> Table:
    """A table whose `where` shows the first name as well, since numbers are hard to find in a file."""
    label = str(index)
    if isinstance(item, dict):
        for key in ("names", "methods", "kind"):
            value = item.get(key)
            first = value[0] if isinstance(value, list) and value else value
            if isinstance(first, str):
                label = f"{index} ({first})"
                break
    return Table(item, f"{filename}: [[{kind}]] {label}")


def read_deferral(table: Table, user: bool = False) -> Deferral:
    """One deferral, shipped or, with what may be left out, the user's."""
    found = Deferral(
        names=table.matching("names", _DOTTED, "a dotted name"),
        methods=table.matching("methods", _NAME, "one undotted name"),
        types=table.matching("types", _DOTTED, "a dotted name"),
        words=table.texts("words"),
        body=table.texts("body") or (("0",) if user else ()),
        args=table.choice("args", ARGS, "rest" if user else "none"),
        lane=table.choice("lane", LANES),
        handle=table.choice("handle", HANDLES, "result" if user else "none"),
        start=table.optional("start"),
        source=_source(table, user),
        when=table.optional("when"),
        blocks=table.matching("blocks", _DOTTED, "a dotted name"),
        key=table.optional("key"),
        itself=table.flag("itself"),
    )
    table.done()
    _needs_target(table, found.names + found.methods)
    if not found.body:
        raise table.error('"body" is missing')
    if found.body != ("*",):
        table.check("body", found.body, _PLACE, "a position or a keyword")
    if found.key is not None:
        table.check("key", (found.key,), _PLACE, "a position or a keyword")
    if (found.handle == "block") is not bool(found.blocks):
        raise table.error('handle = "block" and "blocks" need each other')
    return found


def read_join(table: Table, user: bool = False) -> Join:
    """One join, shipped or the user's."""
    found = Join(
        names=table.matching("names", _DOTTED, "a dotted name"),
        methods=table.matching("methods", _NAME, "one undotted name"),
        types=table.matching("types", _DOTTED, "a dotted name"),
        words=table.texts("words"),
        of=table.text("of"),
        form=table.choice("form", ("call", "await", "exit", "cancel")),
        normal=table.choice("normal", ("all", "unstarted", "none"), "all"),
        error=table.choice("error", ("all", "failed", "none"), "none"),
        cancel=table.choice("cancel", ("all", "none"), "none"),
        when=table.optional("when"),
        source=_source(table, user),
        by=table.choice("by", ("handle", "body", "key"), "handle"),
        undoes=table.matching("undoes", _NAME, "one undotted name"),
        timed=table.flag("timed"),
    )
    table.done()
    if not found.of.isidentifier() and not found.of.isdigit():
        raise table.error(f'"of" must be a position, a keyword, each, receiver or loop, found "{found.of}"')
    if found.of != "0" or found.form != "await" or user:  # `await handle` has no callee to name
        _needs_target(table, found.names + found.methods)
    if found.form != "cancel" and (found.by != "handle" or found.normal == "unstarted"):
        raise table.error('"by" and "unstarted" are for form = "cancel"')
    if (found.by == "handle") is bool(found.undoes):
        raise table.error('"undoes" says whose callables or keys are meant: it goes with "by"')
    return found


def _source(table: Table, user: bool) -> str:
    if user:
        return table.optional("source") or "configuration"
    source = table.text("source")
    if not re.search(r"\d", source):
        raise table.error('"source" must name the version that was read')
    return source


def _list(table: Table) -> NameList:
    found = NameList(table.text("kind"), table.texts("values"), table.text("source"))
    table.done()
    if not found.values:
        raise table.error('"values" is missing')
    return found


def _needs_target(table: Table, targets: tuple[str, ...]) -> None:
    if not targets:
        raise table.error('needs "names" or "methods"')
