"""What to look for in bytes, made from the catalogue: see `poollint.sieve`, which looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from poollint.sieve import PARTNERS, POOL, WITH_VERBS, Facts, Sieve

from .model import PoolSpec

# Verbs of lending in any spelling; a file that has one is looked at whatever its receiver is called.
STRONG_SHAPES = (
    r"__aenter__",
    r"acquire(?:[_A-Z]\w*)?",
    r"release(?:[_A-Z]\w*)?",
    r"get_?[cC]onn(?:ection)?s?",
    r"put_?[cC]onn(?:ection)?s?",
    r"close_?conn(?:ection)?s?",
    r"drop_?conn(?:ection)?s?",
    r"check_?out(?:_\w+)?",
    r"check_?in(?:_\w+)?",
    r"borrow(?:[_A-Z]\w*)?",
    r"return_?(?:back|buf|client|conn|item|obj|page|res|session|to_)\w*",
    r"return(?:Back|Buf|Client|Conn|Item|Obj|Page|Res|Session|To)\w*",
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

# Called as functions, these take back what their counterpart has lent: see `recognise.pairs`.
PAIR_SHAPES = (
    r"check_?in_\w+",
    r"close_(?:\w+_)?(?:{nouns})",
    r"destroy_(?:\w+_)?(?:{nouns})",
    r"disconnect_(?:\w+_)?(?:{nouns})",
    r"dispose_(?:\w+_)?(?:{nouns})",
    r"dealloc(?:ate)?(?:_\w+)?",
    r"free(?:_\w+)?",
    r"give_back_\w+",
    r"hand_back_\w+",
    r"put_(?:\w+_)?(?:{nouns})",
    r"put_back_\w+",
    r"recycle_\w+",
    r"release_\w+",
    r"restore_(?:\w+_)?(?:{nouns})",
    r"return_(?:\w+_)?(?:{nouns})",
    r"return_to_pool",
)

# Too common to say anything alone.
COMMON_VERBS = frozenset(
    """
    __call__ aclose add append appendleft begin close connect connection create cursor delete
    destroy detach discard drop fetch get get_nowait get_session head insert invalidate item new open
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

# Called in a `with`, these lend something whatever their receiver is.
FACTORIES = ("get_connection", "get_conn", "get_db", "get_session", "async_session")


class Candidates:
    """The patterns for one set of pools."""

    def __init__(
        self,
        pools: Iterable[PoolSpec],
        names: Callable[[str], frozenset[str]],
    ) -> None:
        self._pools = tuple(pools)
        self._closing = tuple(sorted(names("async-close")))
        words = "|".join(sorted(names("spoiling-word")))
        spoiled = [rf"{head}_(?:{words})_\w+" for head in ("put", "return")] if words else []
        self._shapes = (*STRONG_SHAPES, *spoiled)
        nouns = sorted(names("lent-noun"))
        self._pairs = [shape.format(nouns="|".join(nouns)) for shape in PAIR_SHAPES]
        shapes = "|".join(self._shapes)
        is_strong = re.compile(f"_*(?:{shapes})").fullmatch
        verbs: set[str] = set()
        hinted: dict[str, set[str]] = {"pool": {"get"}, "POOL": {"get"}}  # where nothing puts it back
        plainly: set[str] = set()
        for spec in self._pools:
            by_name = spec.strong and not spec.needs_word
            # A user's plain "get" stands for a function as well, which its types make needless to look for.
            skipped = COMMON_VERBS if spec.types else frozenset()
            for acquire in spec.acquire:
                last = acquire.name.rsplit(".", 1)[-1]
                if acquire.function:
                    if spec.user and acquire.name not in skipped:
                        plainly.add(last)
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
                        plainly.add(last)
                elif release.form == "arg" and by_name and last not in COMMON_VERBS:
                    verbs.add(last)
            if spec.user:
                plainly |= {name.rsplit(".", 1)[-1] for name in spec.types}
            if spec.receivers:
                plainly |= {acquire.when for acquire in spec.acquire if acquire.when and "=" in acquire.when}
        plain = _by_first_letter([*self._shapes, *(verb for verb in verbs if not is_strong(verb))])
        on_hint = [
            rf"(?<={hint}\.)(?:{'|'.join(sorted(several))})" for hint, several in sorted(hinted.items())
        ]
        named = "|".join(rf"(?:{owners})\.(?:{verbs})" for owners, verbs in self._block_names())
        of_database = names("database-factory")
        distinct = {name for name in of_database if not name.islower() or "_" in name}
        on_database = [
            _behind(names("database-word"), of_database),
            _behind(names("session-maker"), {"begin"}),
        ]
        called = "|".join([*sorted({*FACTORIES, *names("factory"), *distinct}), *on_database])
        self.facts = Facts(
            rf"\.(?:_{{0,2}}(?:{plain})|{'|'.join(on_hint)})\s*\(",
            tuple(sorted(plainly)),
            rf"Depends\((?:{'|'.join(sorted(names('request-lender')))})\b",
            rf"async with [^\n#]{{0,200}}?(?:{named})\s*\(" if named else "",
            rf"with [^\n#]{{0,200}}?\b(?:{called})\s*\(",
            self._by_module(),
            "|".join(sorted(nouns)),
            tuple((_head(shape), rf"{shape}\s*\(") for shape in self._pairs),
            self._closed(),
        )
        self.sieve = Sieve(self.facts)

    def _block_names(self) -> Iterator[tuple[str, str]]:
        """Names of receivers that need no import in an `async with`, and what is called on them there."""
        for spec in self._pools:
            if spec.block_receivers:
                verbs = {acquire.name for acquire in spec.acquire if not acquire.function}
                yield "|".join(sorted(spec.block_receivers)), "|".join(sorted(verbs))

    @cached_property
    def acquiring(self) -> re.Pattern[bytes]:
        """Every verb that could be an acquisition, whatever stands beside it."""
        return _wide(self._acquiring(), self._shapes)

    @cached_property
    def wide(self) -> re.Pattern[bytes]:
        """Every verb that could be an acquisition or a release, whatever stands beside it."""
        verbs = self._acquiring() | {name for several in PARTNERS.values() for name in several}
        for spec in self._pools:
            verbs.update(
                release.name for release in spec.release if release.form in ("arg", "self") and release.name
            )
        verbs |= {name.rpartition(".")[2] for name in self._closing}
        return _wide(verbs, self._shapes, rf"(?<!\w)(?<!def )_{{0,2}}(?:{_by_first_letter(self._pairs)})")

    def _acquiring(self) -> set[str]:
        acquires = (acquire for spec in self._pools for acquire in spec.acquire)
        return {*WITH_VERBS, *PARTNERS, *(acquire.name for acquire in acquires if not acquire.function)}

    @cached_property
    def lending(self) -> re.Pattern[bytes]:
        """The verbs that count by themselves, and every call on what is called a pool."""
        return re.compile(self.sieve.verbs.pattern + rb"|" + POOL.encode() + rb"\.\w+\s*\(")

    def _by_module(self) -> dict[str, tuple[str, str]]:
        """What to look for in files that import a library: its common verbs, functions and keywords.

        The first pattern may match anywhere, the second in the head of a `with` or behind an `await`.
        """
        found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
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
                    (in_block if only_block else anywhere).append(rf"\.{last}\s*\(")
            for module in {module.split(".")[0] for module in spec.modules}:
                both = found.setdefault(module, ({}, {}))
                both[0].update(dict.fromkeys(anywhere))
                both[1].update(dict.fromkeys(in_block))
        return {module: ("|".join(found[module][0]), "|".join(found[module][1])) for module in sorted(found)}

    def _closed(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """By library: its asynchronous clients, and a line that begins with the call that closes one."""
        found: dict[str, dict[str, set[str]]] = {}
        for name in self._closing:
            parts = name.split(".")
            word = next((part for part in parts if part in ("asyncio", "aio")), parts[-2])
            found.setdefault(parts[0], {}).setdefault(parts[-1], set()).add(word)
        return {
            module: tuple(
                (rf"\b(?:{'|'.join(sorted(words))})\b", rf"[\r\n][ \t]*[\w.]+\.{verb}\s*\(")
                for verb, words in sorted(several.items())
            )
            for module, several in sorted(found.items())
        }


def _behind(owners: Iterable[str], names: Iterable[str]) -> str:
    """The pattern of names on one of these owners."""
    before = "|".join(rf"(?<={owner}\.)" for owner in sorted(owners))
    return rf"(?:{before})(?:{'|'.join(sorted(names))})"


def _head(shape: str) -> str:
    """The letters with which all names of a shape begin."""
    length = next((i for i, char in enumerate(shape) if not (char.isalnum() or char == "_")), len(shape))
    return shape[: length - (shape[length : length + 1] == "?")]


def _wide(verbs: set[str], shapes: Iterable[str], functions: str = "") -> re.Pattern[bytes]:
    names = _by_first_letter([*shapes, *sorted(verbs - {"__call__"})])
    others = f"|{functions}" if functions else ""
    return re.compile(rf"(?:\.(?:_{{0,2}}(?:{names})|(?<=ool\.)\w+){others})\s*\(".encode())


def _by_first_letter(shapes: list[str]) -> str:
    """One alternative per first letter: a dozen are tried at each dot, and not all of them."""
    groups: dict[str, list[str]] = {}
    for shape in sorted(shapes):
        groups.setdefault(shape[0], []).append(shape[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in groups.items())
