"""From TOML tables to Provider: `data/providers.toml`, whose head explains the keys."""

from __future__ import annotations

import re

from .deferrals import LANES
from .model import Order, Provider
from .reading import Table

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*\Z")
_NAME = re.compile(r"[^\W\d]\w*\Z")
_PLACE = re.compile(r"\d\Z|[^\W\d]\w*\Z")
_VERSION = re.compile(r"\d+(?:\.\d+)*\Z")


def read_providers(document: dict[str, object], filename: str) -> tuple[Provider, ...]:
    """All records of one document, in its order."""
    top = Table(document, filename)
    found = tuple(
        _read(Table(item, f"{filename}: [[provider]] {index}"))
        for index, item in enumerate(top.items("provider"))
    )
    top.raw("schema")
    top.done()
    return found


def _read(table: Table) -> Provider:
    source = table.text("source")
    if not re.search(r"\d", source):
        raise table.error('"source" must name the version that was read')
    orders = tuple(_order(Table(item, f"{table.where}: orders")) for item in table.items("orders"))
    found = Provider(
        library=table.text("library"),
        names=table.matching("names", _DOTTED, "a dotted name"),
        body=table.matching("body", _PLACE, "a position or a keyword"),
        handlers=frozenset(table.matching("handlers", _NAME, "one undotted name")),
        orders=orders,
        source=source,
    )
    table.done()
    for key, value in (("names", found.names), ("body", found.body), ("orders", orders)):
        if not value:
            raise table.error(f'"{key}" is missing')
    return found


def _order(table: Table) -> Order:
    first = table.texts("first")
    for lane in first:
        if lane not in LANES:
            raise table.error(f'"first" has "{lane}", which is no lane')
    since, before = table.optional("since"), table.optional("before")
    for key, value in (("since", since), ("before", before)):
        if value is not None:
            table.check(key, (value,), _VERSION, "a version")
    found = Order(frozenset(first), _numbers(since), _numbers(before), table.optional("when"))
    table.done()
    return found


def _numbers(version: str | None) -> tuple[int, ...] | None:
    return None if version is None else tuple(map(int, version.split(".")))
