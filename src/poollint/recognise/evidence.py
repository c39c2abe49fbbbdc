"""What counts as evidence: the records of acquisitions and releases, and what words in names say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from poollint.catalogue import Acquire, PoolSpec, Release
from poollint.ir import Op

Evidence = Literal["type", "config", "import", "shape", "weak", "name", "summary", "define", "inside", "pair"]

WEAK_PAIRS = {
    "get": {
        "put",
        "put_nowait",
        "push",
        "add",
        "append",
        "recycle",
        "return_",
        "free",
        "release",
        "give",
        "store",
    },
    "get_nowait": {"put", "put_nowait"},
    "pop": {"append", "push", "add", "appendleft", "put", "insert", "release"},
    "popleft": {"append", "appendleft", "push", "add"},
    "take": {"put", "give", "add", "append", "release", "return_", "put_back"},
    "create": {"destroy", "release", "put"},
    "new": {"put", "recycle", "release"},
    "connect": {"reuse", "release", "put"},
    "pull": {"push"},
    "allocate": {"deallocate", "free", "release"},
    "fetch": {"put", "release"},
    "open": {"release", "put"},
    "reserve": {"release", "unreserve"},
    "obtain": {"release", "put"},
    "request": {"release"},
    "grab": {"release", "put"},
}


@dataclass(frozen=True)
class Acquisition:
    """An acquisition and why it is taken for one.

    `receiver` is the pool as written, behind local aliases; `awaits` says whether the call gives the
    object only when awaited (None: unknown); `index` is its place in a tuple result. `ends_with_more`: the
    end of its block may raise by itself when it has given the object back.
    """

    evidence: Evidence
    spec: PoolSpec | None
    verb: str
    receiver: str
    awaits: bool | None = None
    index: int | None = None
    assigns: bool = True
    manages: bool = True
    reason: str = ""
    ends_with_more: bool = False

    @property
    def pool(self) -> str:
        """What a finding names as the pool."""
        return self.spec.id if self.spec is not None else self.receiver


DEFINED = Acquisition("define", None, "", "")


class Given(NamedTuple):
    """How a call gives the object back."""

    mode: Literal["sync", "await", "optional", "unknown"]
    release: Release | None = None
    discard: bool = False


@lru_cache(maxsize=4096)
def words_of(name: str) -> frozenset[str]:
    parts = [part for part in re.split(r"[_\W\d]+", name) if part]
    return frozenset([*parts, *(part[:-1] for part in parts if part.endswith("s")), "".join(parts)])


def is_lock_name(name: str, locks: frozenset[str]) -> bool:
    """Whether the name of a thing speaks of a lock; the last word decides: a `lock_pool` lends locks."""
    low = name.lower()
    return not words_of(low).isdisjoint(locks) and not low.rstrip("s_").endswith("pool")


def last_of(text: str) -> str:
    """The last name of a receiver text, calls and items taken off."""
    return (
        text.split("(")[0].split("[")[0].rpartition(".")[2]
        if "(" not in text
        else text.rpartition("(")[0].rpartition(".")[2]
    )


@lru_cache(maxsize=4096)
def has_pool_word(text: str) -> bool:
    """Whether the last name of a receiver speaks of an object pool."""
    name = last_of(text).lower()
    if "pool" not in name:
        return False
    return not any(
        word in name
        for word in ("thread", "process", "worker", "executor", "spool", "task_pool", "greenpool")
    )


def entry_of(spec: PoolSpec, verb: str, form: str, op: Op) -> Acquire | None:
    for entry in spec.acquire:
        if entry.name == verb and not entry.function and form in entry.forms and has_argument(op, entry.when):
            return entry
    return None


def has_argument(op: Op, when: str | None) -> bool:
    """Whether a call has the keyword argument `name=value`, or any value but None where none is asked for."""
    if not when:
        return True
    name, has_value, value = when.partition("=")
    if not has_value:
        return any(arg.keyword == name and arg.value != "=None" for arg in op.args)
    return any(arg.keyword == name and arg.value == f"={value}" for arg in op.args)
