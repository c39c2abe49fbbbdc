"""Which files can matter at all: a look at the bytes that is made from the catalogue.

One pass with one pattern (it starts with a literal dot, which is what makes it fast) tells verbs that count
by themselves (`.acquire(`, `.putconn(`) from common ones (`.get(`, `.connect(`), and those count only beside
a word that gives them a meaning: `pool`, the name of a catalogued module, a configured type. The look leans
towards keeping a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .model import PoolSpec

# Verbs of lending in any spelling; a file that has one is looked at whatever its receiver is called.
STRONG_SHAPES = (
    r"acquire\w*",
    r"release\w*",
    r"(?:get|put|return|free|close|drop)_?conn(?:ection)?s?",
    r"check_?out\w*",
    r"check_?in",
    r"borrow\w*",
    r"return_(?!value)\w+",
    r"lease\w*",
    r"lend\w*",
    r"reserve\w*",
    r"alloc(?:ate)?(?:_\w+)?",
    r"free(?:_\w+)?",
    r"give_?back\w*",
)

# Too common to say anything alone; each needs a word beside it.
COMMON_VERBS = frozenset(
    ["__call__", "aclose", "add", "append", "appendleft", "begin", "close", "connect", "connection", "create", "cursor", "delete", "destroy", "detach", "discard", "drop", "get", "get_nowait", "get_session", "head", "heappop", "heappush", "insert", "invalidate", "item", "manage", "new", "open", "options", "patch", "pop", "popleft", "post", "push", "put", "put_nowait", "recycle", "reuse", "remove", "replace", "request", "run", "session", "start", "stop", "stream", "transaction", "unlink", "urlopen", "using"]
)

# By shape alone a common verb is an acquisition only where its partner is in sight as well.
PARTNERS = {
    "get": ("put", "put_nowait", "push", "add", "append", "recycle", "return"),
    "get_nowait": ("put", "put_nowait"),
    "pop": ("append", "push", "add", "appendleft", "put", "insert"),
    "popleft": ("append", "appendleft", "push", "add"),
    "connect": ("close", "aclose", "reuse", "disconnect"),
    "open": ("close", "aclose"),
    "create": ("destroy", "close", "remove"),
    "new": ("close", "destroy", "recycle"),
    "start": ("stop",),
    "take": ("put", "give", "add", "append"),
}
# In a `with` these need no partner: the end of the block is the release.
WITH_VERBS = frozenset({"connection", "session", "item", "connect", "begin", "transaction", "cursor", "get"})

FACTORIES = ("get_connection", "get_conn", "get_session", "session_factory", "SessionLocal", "async_session")
_POOL_WORDS = (b"pool", b"Pool", b"POOL")


class Candidates:
    """`may_matter(data)` for one set of pools; see the module."""

    def __init__(self, pools: Iterable[PoolSpec], factories: Iterable[str] = ()) -> None:
        strong: set[str] = set()
        names: set[bytes] = set()
        context: dict[str, set[bytes]] = {verb: set() for verb in (*PARTNERS, *WITH_VERBS)}
        for spec in pools:
            words = {module.encode() for module in spec.modules} | {hint.encode() for hint in spec.hints}
            words |= {name.rsplit(".", 1)[-1].encode() for name in spec.types} if spec.user else set()
            for acquire in spec.acquire:
                last = acquire.name.rsplit(".", 1)[-1]
                needed = {acquire.when.encode()} if acquire.when and not spec.user else words
                if acquire.function:
                    if spec.user:
                        names.add(last.encode())
                    else:
                        context.setdefault("", set()).update({last.encode()})
                elif spec.user and not spec.types:
                    strong.add(re.escape(last))
                elif last in COMMON_VERBS or not spec.strong:
                    if not spec.needs_word:
                        context.setdefault(last, set()).update(needed)
                else:
                    strong.add(re.escape(last))
            for release in spec.release:
                if release.name is None:
                    continue
                last = release.name.rsplit(".", 1)[-1]
                if release.form == "function" and spec.user:
                    names.add(last.encode())
                elif release.form == "arg" and spec.strong and last not in COMMON_VERBS:
                    strong.add(re.escape(last))
        # Names of catalogued functions (`SharedMemory`) stand for themselves.
        names |= context.pop("", set())
        context.pop("__call__", None)
        self._context = {verb: tuple(sorted(words)) for verb, words in context.items()}
        self._names = tuple(sorted(names))
        partners = {p for ps in PARTNERS.values() for p in ps}
        weak = sorted({*self._context, *partners}, key=lambda v: (-len(v), v))
        shapes = "|".join((*STRONG_SHAPES, *sorted(strong)))
        self.pattern = re.compile(
            rf"\.(?:_{{0,2}}((?:{shapes}))|_{{0,2}}({'|'.join(map(re.escape, weak))}))\s*\(".encode()
        )
        called = "|".join(sorted({*FACTORIES, *factories}))
        self._with = re.compile(rf"with [^\n#]*?\b(?:{called})\s*\(".encode())

    def may_matter(self, data: bytes) -> bool:
        """Whether an acquisition or a release could be recognised in a file with these bytes."""
        verbs: set[bytes] = set()
        for match in self.pattern.finditer(data):
            if match[1] is not None:
                return True
            verbs.add(match[2])
        if self._with.search(data) or any(name in data for name in self._names):
            return True
        if not verbs:
            return False
        present = {verb.decode() for verb in verbs}
        acquiring = present & self._context.keys()
        if any(word in data for word in {w for verb in acquiring for w in self._context[verb]}):
            return True
        paired = any(
            verb in WITH_VERBS or not present.isdisjoint(PARTNERS[verb])
            for verb in acquiring
            if verb in WITH_VERBS or verb in PARTNERS
        )
        return paired and any(word in data for word in _POOL_WORDS)
