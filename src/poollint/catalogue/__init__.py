"""What poollint knows about pools and about calls that run things later: data files, read strictly, once.

`load_catalogue()` reads `data/pools/*.toml` and the other files of `data`, and adds the user's tables.
Nothing here imports a parser of Python or the command line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from poollint.sieve import Facts, Sieve

from .candidates import GENERIC, Candidates
from .deferrals import read_deferral, read_deferrals, read_join
from .model import (
    Acquire,
    Borrow,
    CatalogueError,
    Deferral,
    Join,
    NameList,
    Order,
    PoolSpec,
    Provider,
    Release,
)
from .pools import read_pool
from .providers import read_providers
from .reading import Table, load_toml

__all__ = [
    "Acquire",
    "Borrow",
    "Catalogue",
    "CatalogueError",
    "Deferral",
    "Join",
    "NameList",
    "Order",
    "PoolSpec",
    "Provider",
    "Release",
    "load_catalogue",
]

DATA = Path(__file__).resolve().parent.parent / "data"
TWIN = DATA / "catalogue.json"
"""What the TOML files say, in a form that is read ten times as fast; made from them by `pytest --bless`."""
_Record = TypeVar("_Record", Deferral, Join)


@dataclass(frozen=True)
class Catalogue:
    """All pools (the user's first), deferrals, joins and lists of names, and the look-ups in them."""

    pools: tuple[PoolSpec, ...]
    deferrals: tuple[Deferral, ...] = ()
    joins: tuple[Join, ...] = ()
    name_lists: tuple[NameList, ...] = ()
    not_pools: tuple[str, ...] = ()
    providers: tuple[Provider, ...] = ()

    @cached_property
    def _by_type(self) -> Mapping[str, tuple[PoolSpec, ...]]:
        found: dict[str, tuple[PoolSpec, ...]] = {}
        for spec in self.pools:
            for name in spec.types:
                found[name] = (*found.get(name, ()), spec)
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, PoolSpec]:
        return {spec.id: spec for spec in reversed(self.pools)}

    @cached_property
    def _by_function(self) -> Mapping[str, tuple[PoolSpec, ...]]:
        found: dict[str, tuple[PoolSpec, ...]] = {}
        for spec in self.pools:
            functions = [a.name for a in spec.acquire if a.function]
            functions += [r.name for r in spec.release if r.form == "function" and r.name]
            for name in dict.fromkeys(functions):
                found[name] = (*found.get(name, ()), spec)
        return found

    def specs_for_type(self, dotted: str, pool_word: bool = False) -> tuple[PoolSpec, ...]:
        """The entries for a value made by this constructor, factory or class.

        Calls and subscripts in `dotted` don't count (`redis.Redis().connection_pool`).

        Entries that ask for the word `pool` in the receiver's name besides (queues, lists) come only with
        `pool_word`. A negative entry says that the value is surely no object pool.
        """
        plain = dotted.replace("()", "").replace("[]", "").removeprefix("await ")
        found = self._by_type.get(plain, ())
        return found if pool_word else tuple(spec for spec in found if not spec.needs_word)

    @cached_property
    def _with_modules(self) -> tuple[PoolSpec, ...]:
        return tuple(spec for spec in self.pools if spec.modules and not spec.negative)

    def specs_for_modules(self, imported: frozenset[str]) -> tuple[PoolSpec, ...]:
        """The positive entries whose package is among the imported top-level names or dotted modules."""
        return tuple(spec for spec in self._with_modules if not imported.isdisjoint(spec.modules))

    def specs_for_function(self, name: str) -> tuple[PoolSpec, ...]:
        """The entries that have a function of this name, dotted or not, as an acquire or release."""
        return self._by_function.get(name, ())

    @cached_property
    def named_in_blocks(self) -> tuple[PoolSpec, ...]:
        """The entries for which a receiver's name is enough in an `async with`."""
        return tuple(spec for spec in self.pools if spec.block_receivers)

    @cached_property
    def block_receivers(self) -> frozenset[str]:
        """The last words of receivers that stand for a pool of these."""
        return frozenset(word for spec in self.named_in_blocks for word in spec.block_receivers)

    @cached_property
    def named_by_keyword(self) -> tuple[PoolSpec, ...]:
        """The entries for which a receiver's name is enough beside a keyword argument: `stream=True`."""
        return tuple(
            spec for spec in self.pools if spec.receivers and any(entry.when for entry in spec.acquire)
        )

    def spec(self, identity: str) -> PoolSpec | None:
        """The entry of this id; a user's table goes before a shipped one."""
        return self._by_id.get(identity)

    @cached_property
    def defer_by_name(self) -> Mapping[str, Deferral]:
        return MappingProxyType({n: record for record in reversed(self.deferrals) for n in record.names})

    @cached_property
    def defer_by_method(self) -> Mapping[str, tuple[Deferral, ...]]:
        return _index(self.deferrals, "methods")

    @cached_property
    def deferring_types(self) -> frozenset[str]:
        """The types of which it is known what they run later, and by which methods."""
        return frozenset(name for record in self.deferrals for name in record.types)

    @cached_property
    def joins_by_name(self) -> Mapping[str, tuple[Join, ...]]:
        return _index(self.joins, "names")

    @cached_property
    def joins_by_method(self) -> Mapping[str, tuple[Join, ...]]:
        return _index(self.joins, "methods")

    @cached_property
    def deferring_pattern(self) -> re.Pattern[str]:
        """The calls that may run something later."""
        last = {name.rpartition(".")[2] for record in self.deferrals for name in record.names}
        last |= {name for record in self.deferrals for name in record.methods}
        return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, last))) + r")\(")

    @cached_property
    def called_pools(self) -> re.Pattern[bytes]:
        """A name at the start of a line (group 1) that gets a pool which is itself called to lend."""
        last = {
            name.rpartition(".")[2]
            for spec in self.pools
            if any(acquire.name == "__call__" for acquire in spec.acquire)
            for name in spec.types
        }
        makers = "|".join(sorted(map(re.escape, last))).encode()
        return re.compile(rb"^(\w+)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(?:\w+\.)*(?:" + makers + rb")[\[(]", re.M)

    @cached_property
    def providing_words(self) -> frozenset[bytes]:
        """The last names of the markers by which frameworks fill parameters."""
        return frozenset(n.rpartition(".")[2].encode() for record in self.providers for n in record.names)

    @cached_property
    def providing_pattern(self) -> re.Pattern[bytes]:
        """A marker by which a framework fills a parameter, with the last name of what lends (group 1)."""
        marks = b"|".join(sorted(map(re.escape, self.providing_words)))
        return re.compile(rb"\b(?:" + marks + rb")\(\s*(?:\w+\s*=\s*)?(?:\w+\.)*(\w+)")

    @cached_property
    def provider_by_name(self) -> Mapping[str, Provider]:
        return MappingProxyType({name: record for record in self.providers for name in record.names})

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for record in self.name_lists:
            found[record.kind] = found.get(record.kind, frozenset()) | frozenset(record.values)
        return found

    def names(self, kind: str) -> frozenset[str]:
        """All values of the lists of one kind; empty if there is none."""
        return self._names.get(kind, frozenset())

    def is_log(self, name: str) -> bool:
        """Whether something of this name is a log: its last word says so."""
        return name.rpartition("_")[2].lower() in self.names("logging-word")

    @cached_property
    def _not_pools(self) -> re.Pattern[str] | None:
        if not self.not_pools:
            return None
        from fnmatch import translate

        return re.compile("|".join(translate(glob) for glob in self.not_pools))

    def is_not_pool(self, dotted: str) -> bool:
        """Whether the user has taken this dotted name out."""
        return self._not_pools is not None and self._not_pools.match(dotted) is not None

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self.pools, self.names)

    def sieve_facts(self) -> Facts:
        """The patterns behind `may_matter`, as text."""
        return self._candidates.facts

    def candidate_pattern(self) -> re.Pattern[bytes]:
        """Every verb that could be an acquisition or a release, in any company: for texts that may matter."""
        return self._candidates.wide

    @property
    def sieve(self) -> Sieve:
        """What rules out files, and parts of them, by their bytes."""
        return self._candidates.sieve

    def acquiring_pattern(self) -> re.Pattern[bytes]:
        """Every verb that could be an acquisition, in any company."""
        return self._candidates.acquiring

    def lending_pattern(self) -> re.Pattern[bytes]:
        """The verbs that count by themselves, and every call on what is called a pool."""
        return self._candidates.lending

    def generic_names(self) -> frozenset[bytes]:
        """Names of methods that are too common to tell which one is called."""
        return GENERIC

    def may_matter(self, data: bytes) -> bool:
        """Whether an acquisition or a release could be recognised in a file with these bytes."""
        return self._candidates.sieve.may_matter(data)


Tables = Mapping[str, Mapping[str, object]]
"""The user's tables of one kind, by their names."""


def load_catalogue(
    pools: Tables | None = None,
    not_pools: Iterable[str] = (),
    deferrals: Tables | None = None,
    joins: Tables | None = None,
) -> Catalogue:
    """The shipped catalogue with the user's tables in front; raises CatalogueError on a faulty table."""
    shipped = _shipped()
    globs = tuple(not_pools)
    if not (pools or globs or deferrals or joins):
        return shipped
    users = tuple(read_pool(table, user=name) for name, table in _tables("pools", pools))
    replaced = {spec.id for spec in users}
    kept = tuple(spec for spec in shipped.pools if spec.id not in replaced)
    deferring = tuple(read_deferral(table, user=True) for _, table in _tables("deferrals", deferrals))
    joining = tuple(read_join(table, user=True) for _, table in _tables("joins", joins))
    return Catalogue(
        (*users, *kept),
        (*deferring, *shipped.deferrals),
        (*joining, *_without(shipped.joins, {name for join in joining for name in join.names})),
        shipped.name_lists,
        globs,
        shipped.providers,
    )


def _tables(kind: str, tables: Tables | None) -> Iterable[tuple[str, Table]]:
    for name, value in (tables or {}).items():
        yield name, Table(value, f"[tool.poollint.{kind}.{name}]")


def _without(joins: tuple[Join, ...], names: set[str]) -> tuple[Join, ...]:
    """The joins without functions that the user describes anew."""
    return tuple(
        join._replace(names=tuple(n for n in join.names if n not in names)) if names else join
        for join in joins
    )


def twin_text() -> str:
    """What the TOML files of the catalogue say, as JSON. Raises CatalogueError where one can't be read."""
    documents: dict[str, object] = {path.name: load_toml(path) for path in sorted(DATA.glob("*.toml"))}
    documents["pools"] = {path.name: load_toml(path) for path in sorted((DATA / "pools").glob("*.toml"))}
    return json.dumps(documents, indent=0, sort_keys=True, ensure_ascii=False) + "\n"


@lru_cache(maxsize=1)
def _shipped() -> Catalogue:
    pools: list[PoolSpec] = []
    seen: dict[str, str] = {}
    documents = json.loads(TWIN.read_text(encoding="utf-8"))
    for name in sorted(documents["pools"]):
        for spec in _pools(documents["pools"][name], name):
            if spec.id in seen:
                raise CatalogueError(f'{name}: the id "{spec.id}" stands in {seen[spec.id]} as well')
            seen[spec.id] = name
            pools.append(spec)
    deferrals, joins, names = read_deferrals(documents["deferrals.toml"], "deferrals.toml")
    _, _, borrows = read_deferrals(documents["borrows.toml"], "borrows.toml")
    providers = read_providers(documents["providers.toml"], "providers.toml")
    return Catalogue(tuple(pools), deferrals, joins, (*names, *borrows), providers=providers)


def read_pool_file(path: Path) -> list[PoolSpec]:
    """The entries of one file of `data/pools`. Raises CatalogueError."""
    return _pools(load_toml(path), path.name)


def _pools(document: object, name: str) -> list[PoolSpec]:
    top = Table(document, name)
    found = []
    for index, item in enumerate(top.items("pool")):
        label = item.get("id") if isinstance(item, dict) else None
        found.append(read_pool(Table(item, f"{name}: [[pool]] {label or index}")))
    top.done()
    return found


def _index(records: tuple[_Record, ...], key: str) -> Mapping[str, tuple[_Record, ...]]:
    found: dict[str, list[_Record]] = {}
    for record in records:
        for name in getattr(record, key):
            found.setdefault(name, []).append(record)
    return MappingProxyType({name: tuple(several) for name, several in found.items()})
