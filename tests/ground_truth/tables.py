"""The linter's own catalogue, as the oracle asks it: what defers, joins, lends, takes back, raises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TypeVar

from poollint.catalogue import Acquire, Catalogue, Deferral, Join, PoolSpec, Release, load_catalogue

__all__ = ["Acquire", "Catalogue", "Deferral", "Join", "PoolSpec", "Release"]

_Record = TypeVar("_Record", Deferral, Join)

# Pairs that lend on what is called a pool, beside the strong verbs: the linter asks the same of them.
_WEAK_ACQUIRE = frozenset(
    [
        "get",
        "get_nowait",
        "pop",
        "popleft",
        "take",
        "create",
        "new",
        "pull",
        "allocate",
        "fetch",
        "open",
        "reserve",
        "obtain",
        "grab",
    ]
) | frozenset(["connection", "connect", "session", "lease", "item", "pooled", "lend", "reserve_connection"])
_WEAK_RELEASE = frozenset(
    [
        "put",
        "put_nowait",
        "push",
        "add",
        "append",
        "appendleft",
        "recycle",
        "return_",
        "give",
        "store",
        "free",
    ]
)
# In a `with` these lend for the block, whatever their receiver is called.
_SCOPED = frozenset(["acquire", "borrow", "check_out", "checkout", "lease", "lend", "rent"])
_NOUN_HEADS = ("get_", "take_", "obtain_", "fetch_", "new_", "pop_", "acquire_", "borrow_", "lease_", "open_")
_GIVING_HEADS = ("release", "return", "put", "checkin", "free", "give")
_DISCARDS = frozenset(["discard", "drop", "destroy", "invalidate", "replace", "evict", "remove_connection"])


def shipped() -> Catalogue:
    """The catalogue without settings."""
    return load_catalogue()


def with_user(tables: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Catalogue:
    """The catalogue with the tables of a project in front: its pools, deferrals and joins."""
    return load_catalogue(tables.get("pools"), deferrals=tables.get("deferrals"), joins=tables.get("joins"))


@cache
def names(kind: str) -> frozenset[str]:
    """The values of the lists of one kind."""
    return shipped().names(kind)


@lru_cache(maxsize=4096)
def words_of(name: str) -> frozenset[str]:
    """The words in a name, plurals as singulars as well."""
    parts = [part for part in re.split(r"[_\W\d]+", name.lower()) if part]
    return frozenset([*parts, *(part[:-1] for part in parts if part.endswith("s")), "".join(parts)])


@lru_cache(maxsize=4096)
def is_pool_name(name: str) -> bool:
    """Whether a name speaks of an object pool."""
    low = name.lower()
    others = ("thread", "process", "worker", "executor", "spool")
    return ("pool" in low or "allocator" in low) and not any(word in low for word in others)


@lru_cache(maxsize=4096)
def is_lock_name(name: str) -> bool:
    """Whether a name speaks of a lock: its `acquire` lends nothing."""
    return bool(words_of(name) & names("lock-word")) and not name.lower().rstrip("s_").endswith("pool")


@lru_cache(maxsize=4096)
def is_pair(take: str, give: str) -> bool:
    """Whether two functions lend and take back the same by their names: `alloc_page` and `free_page`."""
    one, other = take.lstrip("_").rpartition("_"), give.lstrip("_").rpartition("_")
    is_taking = one[0].split("_")[0] in ("acquire", "alloc", "allocate", "borrow", "checkout", "get", "rent")
    closes = other[0].split("_")[0] == "close" and other[2] in names("lent-noun")
    return one[2] == other[2] and is_taking and (closes or takes_back(give, False))


def opens_plainly(spec: PoolSpec, verb: str) -> bool:
    """Whether what an entry lends by a verb is entered by a plain `with`."""
    lends_so = any(entry.name == verb and entry.mode == "sync" for entry in spec.acquire)
    return lends_so and any(entry.form == "with" and entry.mode == "sync" for entry in spec.release)


def asks_by_keyword(spec: PoolSpec, verb: str, kwargs: Mapping[str, object]) -> bool:
    """Whether a call has the keyword with which an entry lends by a verb, as in `stream=True`."""
    return any(
        entry.name == verb and entry.mode == "sync" and entry.when and has_keyword(entry.when, kwargs)
        for entry in spec.acquire
    )


@lru_cache(maxsize=4096)
def is_idle_name(name: str) -> bool:
    """Whether a name is that of a list in which objects wait for their next use."""
    return bool(words_of(name) & {"idle", "spare"})


@lru_cache(maxsize=4096)
def lends(verb: str, on_pool: bool) -> bool:
    """Whether a method of this name takes an object out, of anything or of what is called a pool."""
    plain = verb.lstrip("_")
    if plain in names("strong-acquire"):
        return True
    noun = plain.partition("_")[2]
    if plain.startswith(_NOUN_HEADS) and noun in names("lent-noun"):
        return True
    return on_pool and plain in _WEAK_ACQUIRE


def lends_for_a_block(verb: str) -> bool:
    """Whether the end of `with anything.verb()` surely gives back."""
    return verb.lstrip("_") in _SCOPED


@lru_cache(maxsize=4096)
def takes_back(verb: str, on_pool: bool) -> bool:
    """Whether a method of this name gives its argument back, to anything or to what is called a pool."""
    plain = verb.lstrip("_")
    if plain in names("strong-release"):
        return True
    head, _, noun = plain.partition("_")
    if head in _GIVING_HEADS and noun in names("lent-noun"):
        return True
    if not on_pool:
        return False
    return plain in _WEAK_RELEASE or plain in _DISCARDS or (bool(noun) and head in _GIVING_HEADS)


def has_keyword(when: str | None, kwargs: Mapping[str, object]) -> bool:
    """Whether a call has the keyword argument that an entry asks for, as in `stream=True` or `stream`."""
    if when is None:
        return True
    name, _, value = when.partition("=")
    return name in kwargs and (not value or repr(kwargs[name]).strip("'") == value.strip("'\""))


def deferral(
    catalogue: Catalogue, method: str, name: str, kind: str, kwargs: Mapping[str, object]
) -> Deferral | None:
    """The record for a method of a value that is called `name` and was made by `kind`."""
    records = [r for r in catalogue.defer_by_method.get(method, ()) if has_keyword(r.when, kwargs)]
    found = next(iter(fitting(records, kind, name, catalogue)), None)
    by_keyword = tuple(key for key in kwargs if key in names("callback-keyword"))
    if found is None and by_keyword:
        return Deferral((), (), (), (), by_keyword, "none", "callback", "none", None, "by the keyword")
    return found


def fitting(records: Iterable[_Record], kind: str, name: str, catalogue: Catalogue) -> list[_Record]:
    """The records of a method that fit its receiver: by what made it, else by a word in its name."""
    found = list(records)
    typed = [record for record in found if kind in record.types]
    if typed or (kind in catalogue.deferring_types and any(r.types or r.words for r in found)):
        return typed
    words = words_of(name)
    return [r for r in found if (not r.types and not r.words) or words & set(r.words)]


def exit_join(catalogue: Catalogue, kind: str) -> Join | None:
    """What leaving the block of a value made by `kind` waits for."""
    for record in catalogue.joins_by_name.get(kind, ()):
        if record.form == "exit":
            return record
    return None


def reads_updates(method: str, receiver: str) -> bool:
    """Whether a call is the update of a hash, which reads what it gets; a mapping only files it."""
    return method == "update" and bool(words_of(receiver) & names("hash-word"))


@lru_cache(maxsize=4096)
def is_quiet(method: str, receiver: str) -> bool:
    """Whether a method is taken never to raise."""
    if method in names("quiet-method") and not reads_updates(method, receiver):
        return True
    return is_logging(method, receiver)


def is_logging(method: str, receiver: str) -> bool:
    """Whether a method writes to a log, which is no use of what it is given."""
    return method in names("logging-method") and shipped().is_log(receiver)


def discards(verb: str) -> bool:
    """Whether a method of a pool throws the object away; the end of its block sees that."""
    return verb in _DISCARDS
