"""Which files can matter at all: a look at the bytes that is made from the catalogue.

Most files are ruled out by one pass of one pattern for the verbs that count by themselves (`.acquire(` or
`.putconn(`) and a few searches for words. Common verbs (`.get(` or `.connect(`) count only beside something
that gives them a meaning: an import of the library that has them, a receiver or class with `pool` in its
name, a configured type. The look leans towards keeping a file. Every pattern that runs on all files starts
with a literal, which makes it several times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial

from .model import PoolSpec

# Verbs of lending in any spelling; a file that has one is looked at whatever its receiver is called.
STRONG_SHAPES = (
    r"acquire(?:_\w+)?",
    r"release(?:_\w+)?",
    r"get_?conn(?:ection)?s?",
    r"put_?conn(?:ection)?s?",
    r"close_?conn(?:ection)?s?",
    r"drop_?conn(?:ection)?s?",
    r"check_?out(?:_\w+)?",
    r"check_?in(?:_\w+)?",
    r"borrow(?:_\w+)?",
    r"return_?(?:back|buf|client|conn|item|obj|page|res|session|to_)\w*",
    r"return_",
    r"rent(?:_\w+)?",
    r"take_connection",
    r"restore_connection",
    r"dealloc",
    r"unlease",
    r"pool_put",
    r"lease(?:_\w+)?",
    r"lend(?:_\w+)?",
    r"reserve(?:_\w+)?",
    r"alloc(?:ate)?(?:_\w+)?",
    r"free(?:_\w+)?",
    r"give_?back(?:_\w+)?",
)

# Too common to say anything alone.
COMMON_VERBS = frozenset(
    """
    __call__ aclose add append appendleft begin close connect connection create cursor delete
    destroy detach discard drop get get_nowait get_session head insert invalidate item new open
    options patch pop popleft post push put put_nowait recycle reuse remove replace request run send
    session start stop stream transaction unlink urlopen using
    """.split()  # noqa: SIM905
)

# Too common even as the name of a method that is known to lend or take back.
GENERIC = frozenset(
    b"""
    __call__ aclose add append appendleft begin call close delete destroy discard drop execute get head insert
    invalidate item main new options patch pop popleft post push put put_nowait query remove replace request
    reset run send setup start stop teardown
    """.split()
)

# By shape alone a common verb is an acquisition only where its partner is in sight as well.
PARTNERS = {
    "get": ("put", "put_nowait", "push", "add", "append", "recycle"),
    "get_nowait": ("put", "put_nowait"),
    "pull": ("push", "put"),
    "pop": ("append", "push", "add", "appendleft", "put", "insert"),
    "popleft": ("append", "appendleft", "push", "add"),
    "connect": ("close", "aclose", "reuse", "disconnect"),
    "connection": ("close", "aclose"),
    "create": ("destroy", "close", "remove"),
    "get_session": ("put_session", "close"),
    "new": ("close", "destroy", "recycle"),
    "open": ("close", "aclose"),
    "start": ("stop",),
    "take": ("put", "give", "add", "append"),
}
# On something called a pool these need no partner: they lend for a `with`, whose end is the release.
WITH_VERBS = ("begin", "client", "connection", "cursor", "item", "session", "transaction")
# Called in a `with`, these lend something whatever their receiver is.
FACTORIES = ("get_connection", "get_conn", "get_db", "get_session", "async_session")


class Candidates:
    """`may_matter(data)` for one set of pools; see the module."""

    def __init__(self, pools: Iterable[PoolSpec], factories: Iterable[str] = ()) -> None:
        self._pools = tuple(pools)
        shapes = "|".join(STRONG_SHAPES)
        is_strong = re.compile(f"_*(?:{shapes})").fullmatch
        verbs: set[str] = set()
        hinted: dict[str, set[str]] = {}
        names: set[bytes] = set()
        for spec in self._pools:
            by_name = spec.strong and not spec.needs_word
            # A user's plain "get" stands for a function as well, which its types make needless to look for.
            skipped = COMMON_VERBS if spec.types else frozenset()
            for acquire in spec.acquire:
                last = acquire.name.rsplit(".", 1)[-1]
                if acquire.function:
                    if spec.user and acquire.name not in skipped:
                        names.add(last.encode())
                elif (
                    by_name
                    and not acquire.when
                    and (last not in COMMON_VERBS or (spec.user and not spec.types))
                ):
                    verbs.add(last)
                else:
                    for hint in spec.hints:
                        hinted.setdefault(hint, set()).add(last)
            for release in spec.release:
                last = (release.name or "close").rsplit(".", 1)[-1]
                if release.form == "function" and spec.user:
                    if release.name not in skipped:
                        names.add(last.encode())
                elif release.form == "arg" and by_name and last not in COMMON_VERBS:
                    verbs.add(last)
            if spec.user:
                names |= {name.rsplit(".", 1)[-1].encode() for name in spec.types}
        plain = _by_first_letter([*STRONG_SHAPES, *(verb for verb in verbs if not is_strong(verb))])
        on_hint = [
            rf"(?<={hint}\.)(?:{'|'.join(sorted(several))})" for hint, several in sorted(hinted.items())
        ]
        self.pattern = re.compile(rf"\.(?:_{{0,2}}(?:{plain})|{'|'.join(on_hint)})\s*\(".encode())
        self._names = tuple(sorted(names))
        named = "|".join(rf"(?:{names})\.(?:{verbs})" for names, verbs in self._block_names())
        self._block: re.Pattern[bytes] | None = (
            re.compile(rf"async with [^\n#]{{0,200}}?(?:{named})\s*\(".encode()) if named else None
        )
        called = "|".join(sorted({*FACTORIES, *factories}))
        self._factory = re.compile(rf"with [^\n#]{{0,200}}?\b(?:{called})\s*\(".encode())

    def _block_names(self) -> Iterator[tuple[str, str]]:
        """Names of receivers that need no import in an `async with`, and what is called on them there."""
        for spec in self._pools:
            if spec.block_receivers:
                verbs = {acquire.name for acquire in spec.acquire if not acquire.function}
                yield "|".join(sorted(spec.block_receivers)), "|".join(sorted(verbs))

    def may_matter(self, data: bytes) -> bool:
        """Whether an acquisition or a release could be recognised in a file with these bytes."""
        if self.pattern.search(data) or any(name in data for name in self._names):
            return True
        if (b"ession" in data and _SESSION_MAKER.search(data)) or self._factory.search(data):
            return True
        if self._block is not None and b"async with" in data and self._block.search(data):
            return True
        if _POOL_WORD.search(data) and self._pool_like(data):
            return True
        imported = {match[1] for pattern in self._imports for match in pattern.finditer(data)}
        return any(look(data) for module in imported for look in self._by_module[module])

    def _pool_like(self, data: bytes) -> bool:
        """Whether a common verb stands on what is called a pool, or beside a pool class with its partner."""
        if _POOL_WITH.search(data):
            return True
        on_pool = _POOL_VERB.search(data) is not None or _POOL_MADE.search(data) is not None
        if not on_pool and b"Pool" not in data:
            return False
        present = {verb.decode() for verb in _COMMON.findall(data)}
        return any(verb in present and not present.isdisjoint(several) for verb, several in PARTNERS.items())

    @cached_property
    def acquiring(self) -> re.Pattern[bytes]:
        """Every verb that could be an acquisition, whatever stands beside it."""
        return _wide(self._acquiring())

    @cached_property
    def wide(self) -> re.Pattern[bytes]:
        """Every verb that could be an acquisition or a release, whatever stands beside it."""
        verbs = self._acquiring() | {name for several in PARTNERS.values() for name in several}
        for spec in self._pools:
            verbs.update(
                release.name for release in spec.release if release.form in ("arg", "self") and release.name
            )
        return _wide(verbs)

    def _acquiring(self) -> set[str]:
        acquires = (acquire for spec in self._pools for acquire in spec.acquire)
        return {*WITH_VERBS, *PARTNERS, *(acquire.name for acquire in acquires if not acquire.function)}

    @cached_property
    def lending(self) -> re.Pattern[bytes]:
        """The verbs that count by themselves, and every call on what is called a pool."""
        return re.compile(self.pattern.pattern + rb"|" + _POOL.encode() + rb"\.\w+\s*\(")

    @cached_property
    def _imports(self) -> tuple[re.Pattern[bytes], ...]:
        """The imports of a catalogued library; its name is group 1."""
        names = b"|".join(sorted(self._by_module))
        return (
            re.compile(rb"from (" + names + rb")\b"),
            re.compile(rb"import (?:[\w.]+, *)*(" + names + rb")\b"),
        )

    @cached_property
    def _by_module(self) -> dict[bytes, list[Callable[[bytes], object]]]:
        """What to look for in files that import a library: its common verbs, functions and keywords."""
        found: dict[bytes, list[Callable[[bytes], object]]] = {}
        for spec in self._pools:
            if spec.negative or spec.needs_word:
                continue
            anywhere: list[str] = []
            in_block: list[str] = []
            for acquire in spec.acquire:
                last = re.escape(acquire.name.rsplit(".", 1)[-1])
                if acquire.when:
                    anywhere.append(rf"\b{acquire.when.split('=')[0]}\s*=")
                elif acquire.function:
                    anywhere.append(rf"\b{last}\s*\(")
                elif last != "__call__":
                    only_block = "assign" not in acquire.forms or acquire.mode == "await"
                    (in_block if only_block else anywhere).append(last if only_block else rf"\.{last}\s*\(")
            looks: list[Callable[[bytes], object]] = []
            if anywhere:
                looks.append(re.compile("|".join(dict.fromkeys(anywhere)).encode()).search)
            if in_block:
                looks.append(partial(_in_block, re.compile(rf"\.(?:{'|'.join(in_block)})\s*\(".encode())))
            for module in {module.split(".")[0].encode() for module in spec.modules}:
                found.setdefault(module, []).extend(looks)
        return found


def _in_block(verbs: re.Pattern[bytes], data: bytes) -> bool:
    """Whether one of the verbs stands in what may be the head of a `with`, or is awaited."""
    for match in verbs.finditer(data):
        before = data[max(0, match.start() - 120) : match.start()]
        if b"with" in before or b"await" in before:
            return True
    return False


_ACQUIRING = "|".join(sorted(PARTNERS))
_COMMON_NAMES = "|".join(sorted({*PARTNERS, *(name for several in PARTNERS.values() for name in several)}))
_COMMON = re.compile(rf"\.({_COMMON_NAMES})\b".encode())  # also `give = pool.put`, called as `give(conn)`
_POOL = r"[pP](?:ool|OOL)\w*(?:\(\)|\[[^\]\n]{0,80}\])?"
_POOL_VERB = re.compile(rf"{_POOL}\.(?:{_ACQUIRING})\s*\(".encode())
# A call of a name with a capital makes a pool (`ThreadPoolExecutor()`) and takes nothing from it.
_POOL_WITH = re.compile(
    rf"with [^\n#]{{0,200}}?(?:(?:{_POOL}\.\w+|pool\w*)\s*\(|\([^\n#)]{{0,80}}{_POOL}\s*[,)])"
    rf"|{_POOL}\.(?:{'|'.join(WITH_VERBS)})\s*\(".encode()
)
# What a call named after a pool gives is one, under whatever name: `bucket = pool_for(size)`.
_POOL_MADE = re.compile(rb"ool(?<=[pP]ool)\w*\([^()\n]*\)[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_POOL_WORD = re.compile(rb"ool(?<=[pP]ool)")
# Sessions are made by calling what `sessionmaker` gave, under a name of the user's choice.
_SESSION_MAKER = re.compile(rb"ession(?:maker|Local|_factory|Factory|_maker|Maker)\b")


def _wide(verbs: set[str]) -> re.Pattern[bytes]:
    names = _by_first_letter([*STRONG_SHAPES, *sorted(verbs - {"__call__"})])
    return re.compile(rf"\.(?:_{{0,2}}(?:{names})|(?<=ool\.)\w+)\s*\(".encode())


def _by_first_letter(shapes: list[str]) -> str:
    """One alternative per first letter: a dozen are tried at each dot, and not all of them."""
    groups: dict[str, list[str]] = {}
    for shape in sorted(shapes):
        groups.setdefault(shape[0], []).append(shape[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in groups.items())
