"""Which files can matter at all: a look at the bytes with patterns that were made from the catalogue.

Most files are ruled out by one pass of one pattern for the verbs that count by themselves (`.acquire(` or
`.putconn(`) and a few searches for words. Common verbs (`.get(` or `.connect(`) count only beside something
that gives them a meaning: an import of the library that has them, a receiver or class with `pool` in its
name, a configured type. The look leans towards keeping a file. Every pattern that runs on all files starts
with a literal, which makes it several times as fast.

Nothing is imported here that `re` doesn't import itself: a run that ends with this look pays for no more.
"""

from __future__ import annotations

import re
from collections import namedtuple
from functools import cached_property

TYPE_CHECKING = False  # `typing` costs more than all the rest; see `poollint.quick`
if TYPE_CHECKING:
    from collections.abc import Iterator

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
ALONE = ("claim", "grab", "obtain", "take")  # these need one by their side, which takes back
WITH_VERBS = ("begin", "client", "connection", "cursor", "item", "session", "transaction")

Facts = namedtuple("Facts", "verbs names depends block factory modules nouns pairs closing")
"""The patterns, as text: verbs, names (a tuple), dependencies, `async with` heads, `with` heads, by library
two patterns (what matters anywhere, and in the head of a `with` or behind an `await`), what pools lend, what
gives back by the name of a function (behind the letters that it begins with), and by library pairs of
patterns (its clients, and what closes one)."""


Company = namedtuple("Company", "modules is_poolish closing giving")
"""What gives common verbs of a file a meaning: the catalogued libraries that it imports, whether all verbs of
pools may count, since something in it is called a pool or is put away like what pools lend, what closes
the clients that it names, and the functions that give back by their names what others have taken out."""


class Sieve:
    """`may_matter(data)` for one set of pools."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._names = tuple(name.encode() for name in facts.names)
        self._compiled: dict[str, tuple[re.Pattern[bytes] | None, re.Pattern[bytes] | None]] = {}

    @cached_property
    def verbs(self) -> re.Pattern[bytes]:
        """The verbs that count by themselves."""
        return re.compile(self._facts.verbs.encode())

    @cached_property
    def _block(self) -> re.Pattern[bytes]:
        return re.compile(self._facts.block.encode())

    @cached_property
    def _factory(self) -> re.Pattern[bytes]:
        return re.compile(self._facts.factory.encode())

    @cached_property
    def _pairs(self) -> tuple[tuple[bytes, bytes], ...]:
        """The patterns, each behind the letters with which it begins; one is compiled where these are met."""
        return tuple((head.encode(), text.encode()) for head, text in self._facts.pairs)

    @cached_property
    def _depends(self) -> re.Pattern[bytes]:
        return re.compile(self._facts.depends.encode())

    def _is_named(self, data: bytes) -> bool:
        """Whether what counts wherever it stands does so here."""
        if any(name in data for name in self._names):
            return True
        if b"Session()" in data and re.search(_SESSION_MADE, data):
            return True
        return b"Depends(" in data and self._depends.search(data) is not None

    @cached_property
    def _imports(self) -> tuple[re.Pattern[bytes], ...]:
        """The imports of a catalogued library; its name is group 1."""
        names = "|".join(sorted({*self._facts.modules, *self._facts.closing})).encode()
        return (
            re.compile(rb"from (" + names + rb")\b"),
            re.compile(rb"import (?:[\w.]+, *)*(" + names + rb")\b"),
        )

    def may_matter(self, data: bytes) -> bool:
        """Whether an acquisition or a release could be recognised in a file with these bytes."""
        if self.verbs.search(data) or self._is_named(data):
            return True
        if (b"ession" in data and re.search(_SESSION_MAKER, data)) or self._factory.search(data):
            return True
        if b".close" in data and re.search(_CONNECTED, data):
            return True
        if self._facts.block and b"async with" in data and self._block.search(data):
            return True
        if self._is_poolish(data) or self._giving(data):
            return True
        imported = self._imported(data)
        return any(True for module in imported for _ in self._uses(data, module)) or any(
            re.search(call, data) for call in self._closing(data, imported)
        )

    def company(self, data: bytes) -> Company:
        """What gives the common verbs of a file with these bytes a meaning."""
        imported = tuple(sorted(self._imported(data)))
        closing = tuple(self._closing(data, imported))
        return Company(imported, self._is_poolish(data), closing, tuple(sorted(self._giving(data))))

    def may_take(self, text: bytes, company: Company) -> bool:
        """Whether `taking` finds anything in a part of a file."""
        return self._is_named(text) or any(True for _ in self.taking(text, company))

    def taking(self, text: bytes, company: Company) -> Iterator[int]:
        """Where an acquisition, or a release by a verb that counts alone, could stand in a part of a file.

        What only counts since the file is poolish is left out.
        """
        yield from (match.start() for match in self.verbs.finditer(text))
        for module in company.modules:
            yield from self._uses(text, module)
        for call in company.closing:
            yield from (match.end() - 1 for match in re.finditer(call, text))
        for name in company.giving:
            if name in text:
                yield from (match.start() for match in re.finditer(rb"(?<![^\W_])%s\s*\(" % name, text))
        if b"with" in text:
            yield from (match.end() - 1 for match in self._factory.finditer(text))
            if self._facts.block and b"async with" in text:
                yield from (match.end() - 1 for match in self._block.finditer(text))

    def _is_poolish(self, data: bytes) -> bool:
        """Whether the verbs of pools may count wherever they stand."""
        if (b"pool" in data or b"Pool" in data) and _pool_like(data):
            return True
        if b"ool.put(" in data and re.search(_POOL_PUT, data):
            return True
        if (b".pop" in data or b".put" in data) and re.search(_IDLE, data):
            return True
        return b".put" in data and self._is_lent_by_queue(data)

    def _imported(self, data: bytes) -> set[str]:
        """The catalogued libraries that a file imports."""
        return {match[1].decode() for pattern in self._imports for match in pattern.finditer(data)}

    def _is_lent_by_queue(self, data: bytes) -> bool:
        """Whether something called what pools lend is got from somewhere, in a file that puts things away."""
        bound = rb"(?:%s)\w*[ \t]*=[ \t]*(?:await[ \t]+|yield[ \t]+)?[\w.]*\Z" % self._facts.nouns.encode()
        for match in re.finditer(rb"\.get(?:_nowait)?[ \t]*\([ \t]*(?:\)|\w+[ \t]*=)", data):
            start = max(data.rfind(b"\n", 0, match.start()), data.rfind(b"\r", 0, match.start())) + 1
            if re.search(bound, data[start : match.start()]):
                return re.search(rb"\.put(?:_nowait)?[ \t]*\(", data) is not None
        return False

    def _giving(self, data: bytes) -> set[bytes]:
        """The functions that give something back by their names, where another takes such a thing out."""
        names = {
            match[0].rstrip(b" \t\r\n(")
            for head, pattern in self._pairs
            if head in data
            for match in re.finditer(pattern, data)
            if not data[match.start() - 1 : match.start()].isalnum()
            and not data[max(match.start() - 5, 0) : match.start()].endswith((b"def ", b"def _"))
        }
        if not names:
            return names
        alone = {name for name in names if b"_" not in name}
        found = {name for name in names - alone if re.search(_TAKEN % name.rpartition(b"_")[2][:3], data)}
        if alone and re.search(_TAKEN_ALONE, data):
            found |= alone
        return found

    def _closing(self, data: bytes, modules: set[str] | tuple[str, ...]) -> Iterator[bytes]:
        """What closes the asynchronous clients that a file names, as a line that begins with the call."""
        for module in modules:
            for words, call in self._facts.closing.get(module, ()):
                if re.search(words.encode(), data):
                    yield call.encode()

    def _uses(self, data: bytes, module: str) -> Iterator[int]:
        """Where something is taken from an imported library."""
        anywhere, in_block = self._by_module(module)
        if anywhere is not None:
            yield from (match.start() for match in anywhere.finditer(data))
        if in_block is not None:
            for match in in_block.finditer(data):
                before = data[max(0, match.start() - 120) : match.start()]
                if b"with" in before or b"await" in before:
                    yield match.start()

    def _by_module(self, module: str) -> tuple[re.Pattern[bytes] | None, re.Pattern[bytes] | None]:
        found = self._compiled.get(module)
        if found is None:
            anywhere, in_block = self._facts.modules.get(module, ("", ""))
            found = self._compiled[module] = (
                re.compile(anywhere.encode()) if anywhere else None,
                re.compile(in_block.encode()) if in_block else None,
            )
        return found


# Text, and compiled by `re` when it is first searched for: most runs don't come so far.
_TAKES = rb"=[ \t]*(?:await[ \t]+|yield[ \t]+)?(?:[\w.]+\.)?_*"
_TAKEN = (
    _TAKES
    + rb"(?:acquire|alloc|allocate|borrow|check_?out|claim|create|fetch|get|grab|lease|make|new|obtain|open"
    rb"|pop|rent|take)_(?:\w+_)?%s\w*[ \t]*\("
)
_TAKEN_ALONE = _TAKES + rb"(?:acquire|alloc|allocate|borrow|checkout|lease|rent|malloc)[ \t]*\("
_IDLE = (
    rb"self\.\w*(?:idle|spare|unused|free|avail|reusable|recycled|cached)\w*"
    rb"\.(?:pop|popleft|get|get_nowait)\s*\("
)
_ACQUIRING = "|".join(sorted(PARTNERS))
_COMMON_NAMES = "|".join(sorted({*PARTNERS, *(name for several in PARTNERS.values() for name in several)}))
_COMMON = rf"\.({_COMMON_NAMES})\b".encode()  # also `give = pool.put`, called as `give(conn)`
POOL = r"[pP](?:ool|OOL)\w*(?:\(\)|\[[^\]\n]{0,80}\])?"
_POOL_PUT = (
    rb"ool\.put\([ \t]*[\w.]*(?:buf|channel|client|conn|context|ctx|sess|sock|stream|transport)\w*[ \t]*\)"
)
# A call of a name with a capital makes a pool (`ThreadPoolExecutor()`) and takes nothing from it.
_POOL_WITH = rf"with [^\n#]{{0,200}}?(?:(?:{POOL}\.\w+|pool\w*)\s*\(|\([^\n#)]{{0,80}}{POOL}\s*[,)])".encode()
# Behind what is called a pool, as above; it begins with letters, which are found many times as fast.
_ON_POOL = r"%s(?<=[pP]%s)\w*(?:\(\)|\[[^\]\n]{0,80}\])?\.(?:%s)\s*\("
_ALONE = "|".join((*WITH_VERBS, *ALONE))
# What a call named after a pool gives is one, under whatever name: `bucket = pool_for(size)`.
_POOL_MADE = rb"ool(?<=[pP]ool)\w*\([^()\r\n]*\)[ \t]*(?:#[^\r\n]*)?(?:[\r\n]|\Z)"
_POOL_BOUND = rb"(\w+)[ \t]*(?::[^=\r\n]*)?=[ \t]*(?:await[ \t]+)?[\w.]*\Z"
# Layers of neural networks and pools of workers lend nothing.
_POOL_CLASS = rb"Pool(?<!AvgPool)(?<!MaxPool)(?!ing|er|[123]d|Executor)"
# What a factory by its name gives counts where it is closed.
_CONNECTED = rb"=[ \t]*(?:await[ \t]+)?(?:get|acquire)_(?:\w+_)?conn(?:ection)?[ \t]*\("
# Sessions are made by calling what `sessionmaker` gave, under a name of the user's choice.
_SESSION_MADE = rb"=[ \t]*(?:[\w.]+\.)?(?<!requests\.)Session\(\)"
_SESSION_MAKER = rb"ession(?:maker|Local|_factory|Factory|_maker|Maker)\b"


def _pool_like(data: bytes) -> bool:
    """Whether a common verb stands on what is called a pool, or beside a pool class with its partner."""
    if _is_on_pool(data, _ALONE) or (b"with " in data and re.search(_POOL_WITH, data)):
        return True
    on_pool = _is_on_pool(data, _ACQUIRING) or _is_made_and_asked(data)
    if not on_pool and re.search(_POOL_CLASS, data) is None:
        return False
    present = {verb.decode() for verb in re.findall(_COMMON, data)}
    return any(verb in present and not present.isdisjoint(several) for verb, several in PARTNERS.items())


def _is_on_pool(data: bytes, verbs: str) -> bool:
    """Whether one of these verbs is called on what is called a pool."""
    return any(
        re.search((_ON_POOL % (letters, letters, verbs)).encode(), data) is not None
        for letters in ("ool", "OOL")
        if letters.encode() in data
    )


def _is_made_and_asked(data: bytes) -> bool:
    """Whether a common verb stands on a name that is bound to what a call named after a pool gives."""
    for match in re.finditer(_POOL_MADE, data):
        start = max(data.rfind(b"\n", 0, match.start()), data.rfind(b"\r", 0, match.start())) + 1
        bound = re.search(_POOL_BOUND, data[start : match.start() - 1])
        if bound is not None and re.search(rb"\b%s\.(?:%s)\b" % (bound[1], _COMMON_NAMES.encode()), data):
            return True
    return False
