"""From TOML tables to Deferral, Join and NameList: the schema of `data/deferrals.toml`."""

from __future__ import annotations

from .model import CatalogueError, Deferral, Join, NameList
from .reading import Table

LANES = ("task", "callback", "thread", "background", "exit", "stack", "copy", "now", "lazy")


def read_deferrals(
    document: dict[str, object], filename: str
) -> tuple[tuple[Deferral, ...], tuple[Join, ...], tuple[NameList, ...]]:
    """All records of one document, in its order."""
    top = Table(document, filename)
    found = (
        tuple(_defer(_table(filename, "defer", i, item)) for i, item in enumerate(top.items("defer"))),
        tuple(_join(_table(filename, "join", i, item)) for i, item in enumerate(top.items("join"))),
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


def _defer(table: Table) -> Deferral:
    found = Deferral(
        names=table.texts("names"),
        methods=table.texts("methods"),
        types=table.texts("types"),
        words=table.texts("words"),
        body=table.texts("body"),
        args=table.choice("args", ("rest", "args", "none", "value", "iterable"), "none"),
        lane=table.choice("lane", LANES),
        handle=table.choice("handle", ("result", "receiver", "both", "none"), "none"),
        start=table.optional("start"),
        when=table.optional("when"),
        source=table.text("source"),
    )
    table.done()
    _needs_target(table, found.names + found.methods)
    if not found.body:
        raise table.error('"body" is missing')
    return found


def _join(table: Table) -> Join:
    found = Join(
        names=table.texts("names"),
        methods=table.texts("methods"),
        types=table.texts("types"),
        words=table.texts("words"),
        of=table.text("of"),
        form=table.choice("form", ("call", "await", "exit")),
        normal=table.choice("normal", ("all", "none"), "all"),
        error=table.choice("error", ("all", "failed", "none"), "none"),
        cancel=table.choice("cancel", ("all", "none"), "none"),
        when=table.optional("when"),
        source=table.text("source"),
    )
    table.done()
    if not found.of.isidentifier() and not found.of.isdigit():
        raise table.error(f'"of" must be a position, a keyword, each or receiver, found "{found.of}"')
    if found.of != "0" or found.form != "await":  # `await handle` has no callee to name
        _needs_target(table, found.names + found.methods)
    return found


def _list(table: Table) -> NameList:
    found = NameList(table.text("kind"), table.texts("values"), table.text("source"))
    table.done()
    if not found.values:
        raise table.error('"values" is missing')
    return found


def _needs_target(table: Table, targets: tuple[str, ...]) -> None:
    if not targets:
        raise table.error('needs "names" or "methods"')
