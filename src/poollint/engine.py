"""Runs the analysis over files: prefilter, decoding, analysis, selection, suppression, fingerprints.

The only module that wires the stages together. What is heavy (the rules, the catalogue, libcst behind
`poollint.source`) is imported on first need. One file can't stop a run: what it can't do becomes a `Problem`.
"""

from __future__ import annotations

import gc
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from poollint.config import CANNOT_PARSE, Config, ConfigError, Rules, Selection
from poollint.discovery import Problem
from poollint.effort import MOST_OF_OFFERS, MOST_PARSED, Allowance
from poollint.finding import Finding, Location, Span
from poollint.seen import digest
from poollint.stages import staged
from poollint.suppress import MARK, apply_suppressions, find_suppressions, split_lines

if TYPE_CHECKING:
    from poollint.analysis import Analyser, Recognised
    from poollint.catalogue import Catalogue
    from poollint.exchange import Exchange
    from poollint.lifecycle import Diagnosis
    from poollint.reach import Reach

MAX_BYTES = 5_000_000
_READ_AT_MOST = 64_000_000
_MOST_OFFERS = 10
"""Findings of one file that fixes are tried for where none is made: each try is an analysis of the file."""
_MOST_TRIED = 200_000
"""After trials of so many code points what they have left behind is cleared away."""
_NOT_TRIED = "the file has many findings: `--fix` tries them one after the other"
_TOO_LARGE = "the file is too large for fixes to be tried"
_TOO_DEAR = "to try fixes takes too long in this file"
_GENERATED = re.compile(r"#.*(?:@generated\b|\bDO NOT EDIT\b)")

Analyse = Callable[[str, str, Config], Sequence[Finding]]
"""Text, filename, settings -> findings of all rules, unfiltered."""
Offer = Callable[[str, str, Config, Sequence[Finding], Allowance], Iterator[Finding]]
"""Text, filename, settings, some of its findings, what trials may cost -> the same, one by one, with fixes.

Ends early where the trials cost too much.
"""
_Result = TypeVar("_Result")


class _Spent(Exception):
    """No more trial of a fix may be begun."""


class Unreadable(Exception):
    """A text that can't be judged: why, and where. `Parts.decode` and `Parts.analyse` raise it."""

    def __init__(self, message: str, row: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.row, self.column = message, row, column


@dataclass(frozen=True)
class Parts:
    """The stages that the engine is made of; tests put their own in."""

    rules: Rules
    may_matter: Callable[[bytes, str, Config], bool]
    decode: Callable[[bytes], str]
    analyse: Analyse
    offer: Offer | None = None
    exchange: Exchange | None = None
    """What is known of files that may not be there."""
    reach: Callable[[Config], Reach] | None = None
    """What the files of a project see of each other; None where that is of no importance."""


@dataclass(frozen=True)
class FileResult:
    """What came of one file: findings in order, how many comments hid, and the text (if it was looked at)."""

    findings: tuple[Finding, ...] = ()
    suppressed: int = 0
    text: str | None = None
    analysed: bool = False


@dataclass(frozen=True)
class Report:
    """What came of a run. `texts` holds the text of each file that a finding points into."""

    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    files: int = 0
    analysed: int = 0
    suppressed: int = 0
    texts: Mapping[str, str] | None = None


def check_source(
    text: str | bytes, filename: str = "<stdin>", config: Config | None = None, *, parts: Parts | None = None
) -> list[Finding]:
    """The findings in one text. Nothing is read; `filename` says where the text would stand.

    Raises ConfigError where the settings name rules or pools that there are not.
    """
    config = config or Config()
    engine = Engine(parts or shipped_parts(isolated=True))
    if isinstance(text, bytes):
        return list(engine.check(text, filename, config).findings)
    data = text.encode("utf-8", "surrogatepass")
    return list(engine.check(data, filename, config, text=text).findings)


class Engine:
    """Checks files one by one; settings are resolved against the rules once each."""

    def __init__(
        self, parts: Parts | None = None, *, on_error: Callable[[BaseException], None] | None = None
    ) -> None:
        self._parts = parts or shipped_parts()
        self._selections: dict[int, tuple[Config, Selection]] = {}
        self._on_error = on_error
        self.exchange = self._parts.exchange

    def reach(self, config: Config) -> Reach | None:
        """What the files with these settings see of each other."""
        return self._parts.reach(config) if self._parts.reach is not None else None

    def may_say_anything(self, data: bytes, filename: str, config: Config) -> bool:
        """Whether `check` could give more than an empty result for these bytes."""
        return self._parts.may_matter(data, filename, config) or MARK.encode() in data

    def check_guarded(
        self, data: bytes, filename: str, config: Config, problems: list[Problem]
    ) -> FileResult:
        """`check`, with an unexpected error turned into a problem."""
        result = self.guarded(lambda: self.check(data, filename, config), filename, problems)
        return FileResult() if result is None else result

    def guarded(self, work: Callable[[], _Result], filename: str, problems: list[Problem]) -> _Result | None:
        """What `work` gives; None, and a problem of that file, where it fails unexpectedly."""
        try:
            return work()
        except (ConfigError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of libcst's native part is no Exception
            if self._on_error is not None:
                self._on_error(error)
            problems.append(Problem(filename, f"internal error: {_one_line(error)}"))
            return None

    def check(
        self, data: bytes, filename: str, config: Config, *, text: str | None = None, offer: bool = True
    ) -> FileResult:
        """The findings in `data`; `text` is what it decodes to, if that is known already.

        Without `offer` no fixes are looked for.

        Raises ConfigError, and whatever the analysis could not cope with.
        """
        parts = self._parts
        judged = self._selection(config).for_file(filename)
        candidate = parts.may_matter(data, filename, config)
        if not candidate and MARK.encode() not in data:
            return FileResult()
        if len(data) > MAX_BYTES:
            if not candidate:
                return FileResult()
            size = "more than 64" if len(data) >= _READ_AT_MOST else _megabytes(len(data))
            fault = Unreadable(f"the file has {size} MB; poollint reads up to {_megabytes(MAX_BYTES)} MB")
            return self._unreadable(fault, filename, config, judged, "")
        try:
            text = (parts.decode(data) if text is None else text).removeprefix("\ufeff")
        except Unreadable as error:
            return self._unreadable(error, filename, config, judged, data.decode("latin-1"), candidate)
        if is_generated(text):
            return FileResult(text=text)
        found: list[Finding] = []
        could_judge = True
        if candidate:
            try:
                found = list(parts.analyse(text, filename, config))
            except Unreadable as error:
                found, could_judge = [self._cannot_parse(error, filename)], False
        suppressions = find_suppressions(text, parts.rules)
        kept, suppressed = apply_suppressions(
            [finding for finding in found if finding.code in judged],
            suppressions,
            filename,
            judged if could_judge else frozenset(),
            parts.rules,
        )
        finished = self._finish(kept, filename, config, judged, text)
        if offer:
            first, rest = finished[:_MOST_OFFERS], finished[_MOST_OFFERS:]
            offered = self._offered(text, filename, config, first)
            finished = (*offered, *_without_fix(rest, _NOT_TRIED))
        return FileResult(finished, suppressed, text, candidate)

    @staged("try fixes")
    def _offered(
        self, text: str, filename: str, config: Config, findings: Sequence[Finding]
    ) -> tuple[Finding, ...]:
        return tuple(self.offers(text, filename, config, findings))

    def offers(
        self,
        text: str,
        filename: str,
        config: Config,
        findings: Sequence[Finding],
        allowance: Allowance | None = None,
    ) -> Iterator[Finding]:
        """The findings of a text one by one, each with its fix or with the reason why it has none."""
        if not findings or self._parts.offer is None:
            yield from findings
            return
        if len(text) > MOST_PARSED:
            yield from _without_fix(findings, _TOO_LARGE)
            return
        from poollint.fixes.policy import Policy

        policy = Policy(config, self._parts.rules)
        allowance = allowance or Allowance(MOST_OF_OFFERS)
        count = 0
        for finding in self._parts.offer(text, filename, config, findings, allowance):
            count += 1
            yield policy.applied(finding)
        yield from _without_fix(findings[count:], _TOO_DEAR)

    def decode(self, data: bytes) -> str:
        """The text of some bytes, without its mark of byte order. Raises Unreadable."""
        return self._parts.decode(data).removeprefix("\ufeff")

    def add_texts(self, findings: Iterable[Finding], texts: dict[str, str]) -> None:
        """Add the text of each file that a finding points into; what can't be read is left out."""
        findings = list(findings)
        names = {step.filename for finding in findings for step in finding.trail}
        for name in (names | {finding.filename for finding in findings}) - texts.keys():
            try:
                texts[name] = self._parts.decode(self._data(name))
            except (OSError, ValueError, Unreadable):
                continue

    def _data(self, name: str) -> bytes:
        known = self.exchange.read(os.path.abspath(name)) if self.exchange is not None else None
        return read_file(name) if known is None else known

    def _finish(
        self, findings: list[Finding], filename: str, config: Config, judged: frozenset[str], text: str
    ) -> tuple[Finding, ...]:
        chosen = sort_findings(finding for finding in findings if finding.code in judged)
        return tuple(with_fingerprints(chosen, config.relative(filename) or filename, split_lines(text)))

    def _unreadable(
        self,
        error: Unreadable,
        filename: str,
        config: Config,
        judged: frozenset[str],
        text: str,
        candidate: bool = True,
    ) -> FileResult:
        found = [self._cannot_parse(error, filename)] if candidate else []
        return FileResult(self._finish(found, filename, config, judged, text), 0, text, candidate)

    def _cannot_parse(self, error: Unreadable, filename: str) -> Finding:
        place = Location(max(error.row, 1), max(error.column, 1))
        name = self._parts.rules[CANNOT_PARSE].name
        return Finding(CANNOT_PARSE, name, _first_line(error.message), filename, Span(place, place))

    def _selection(self, config: Config) -> Selection:
        held = self._selections.get(id(config))
        if held is None:
            held = self._selections[id(config)] = (config, Selection(config, self._parts.rules))
        return held[1]


def _without_fix(findings: Iterable[Finding], reason: str) -> Iterator[Finding]:
    """The findings, with the reason why no fix was tried; those about comments have none to have."""
    return (replace(one, no_fix_reason=reason) if one.trail else one for one in findings)


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """By path, place and code; equal findings (one fault reached twice) once."""
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda finding: (finding.filename, finding.span, finding.code, finding.message))


def with_fingerprints(findings: Iterable[Finding], path: str, lines: Sequence[str]) -> list[Finding]:
    """The findings with what tells them apart across edits: no line number is in it.

    Made of the code, the path from the project root, the primary line's text, the object, and how many with
    the same of all that stand above.
    """
    seen: dict[tuple[str, str, str], int] = {}
    marked = []
    for finding in findings:
        row = finding.span.start.row
        line = lines[row - 1].strip() if row <= len(lines) else ""
        key = (finding.code, line, finding.object or "")
        seen[key] = occurrence = seen.get(key, -1) + 1
        words = "\0".join((finding.code, path, line, finding.object or "", str(occurrence)))
        marked.append(replace(finding, fingerprint=digest(words.encode("utf-8", "surrogatepass")).hex()))
    return marked


def is_generated(text: str) -> bool:
    """Whether one of the first five lines is a comment which says that a program wrote the file."""
    return any(_GENERATED.match(line.lstrip()) for line in split_lines(text[:4096])[:5])


@staged("read")
def read_file(path: str) -> bytes:
    """The bytes of a regular file; OSError for anything else (a FIFO would block)."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "not a regular file")
        return stream.read(_READ_AT_MOST)


def shipped_parts(*, isolated: bool = False, exchange: Exchange | None = None) -> Parts:
    """The real stages; each is imported when it is first needed. `isolated` looks at no file by itself.

    What `exchange` knows of files stands for those that aren't there.
    """
    from poollint.rules import RULES

    reaches: dict[int, tuple[Config, Reach]] = {}
    analysers: dict[int, Analyser] = {}
    tried = 0

    def reach(config: Config) -> Reach:
        if id(config) not in reaches:
            reaches[id(config)] = (config, make_reach(config, isolated=isolated, exchange=exchange))
        return reaches[id(config)][1]

    def analyser(config: Config) -> Analyser:
        if id(config) not in analysers:
            analysers[id(config)] = _analyser()(config, read_catalogue(config), reach(config))
        return analysers[id(config)]

    def may_matter(data: bytes, filename: str, config: Config) -> bool:
        return reach(config).may_matter(filename, data)

    def decode(data: bytes) -> str:
        from poollint import source

        try:
            return source.decode(data)
        except source.SourceError as error:
            raise Unreadable(error.message, error.row, error.column) from error

    def analyse(text: str, filename: str, config: Config) -> Sequence[Finding]:
        from poollint import source

        try:
            return analyser(config).findings(text, filename)
        except source.SourceError as error:
            raise Unreadable(error.message, error.row, error.column) from error

    def offer(
        text: str, filename: str, config: Config, findings: Sequence[Finding], allowance: Allowance
    ) -> Iterator[Finding]:
        from poollint import fixes
        from poollint.analysis import Analyser
        from poollint.source import Source, SourceError

        allowance.spend_since(analyser(config).effort.total)
        # One of its own: what is tried here must not be taken for the file by others that import it.
        # By all rules, and in tests as well: a fix must not bring, or leave, what is only not looked for.
        everything = replace(
            config,
            select=("ALL",),
            ignore=(),
            extend_select=(),
            extend_ignore=(),
            per_file_ignores=(),
            test_files=(),
            test_classes=(),
        )
        nonlocal tried
        if tried > _MOST_TRIED:
            tried = 0
            gc.collect()  # graphs are cyclic; a run from the command line collects seldom
        trial = Analyser(everything, read_catalogue(config), reach(config), trial_of=analyser(config))

        def diagnose(text: str) -> tuple[Source, list[Diagnosis]]:
            if allowance.latest is not None and allowance.latest[0] == text:
                known: tuple[Source, list[Diagnosis]] = allowance.latest[1]
                return known
            if allowance.is_spent:
                raise _Spent
            nonlocal tried
            tried += len(text)
            before = trial.effort.total
            try:
                found = trial.diagnose(text, filename)
            finally:
                allowance.spend(trial.effort.total - before)
            allowance.latest = text, found
            return found

        # SourceError: all rules together may take too much where those that are asked for do not.
        with suppress(_Spent, SourceError):
            yield from fixes.offers(text, findings, diagnose, trial.catalogue)

    return Parts(RULES, may_matter, decode, analyse, offer, exchange, reach)


@staged("import the analysis")
def _analyser() -> type[Analyser]:
    from poollint.analysis import Analyser

    return Analyser


@staged("read the catalogue")
def make_reach(config: Config, *, isolated: bool = False, exchange: Exchange | None = None) -> Reach:
    """What the files of one project see of each other; with `isolated` nothing."""
    from poollint.layout import Layout
    from poollint.reach import Reach

    catalogue = read_catalogue(config)
    if isolated:
        return Reach(None, catalogue, read_import)
    if exchange is None:
        return Reach(Layout(config.project_root, config.src), catalogue, read_import)
    layout = Layout(config.project_root, config.src, exchange.entries, exchange.is_file)

    def read(path: str) -> bytes | None:
        known = exchange.read(path)
        return read_import(path) if known is None else known

    return Reach(layout, catalogue, read)


def read_import(path: str) -> bytes | None:
    """The bytes of a file that another one imports, None where it can't be read or is too large."""
    try:
        data = read_file(path)
    except OSError:
        return None
    return data if len(data) <= MAX_BYTES else None


def survey_file(path: str, config: Config) -> Sequence[Recognised]:
    """The acquisitions and releases recognised in one file, and what was looked at and left alone.

    Raises OSError, Unreadable and ConfigError.
    """
    data = read_file(path)
    reach = make_reach(config)
    if not reach.may_matter(path, data) or len(data) > MAX_BYTES:
        return []
    from poollint import source
    from poollint.analysis import Analyser

    try:
        return Analyser(config, read_catalogue(config), reach).survey(
            source.decode(data).removeprefix("\ufeff"), path
        )
    except source.SourceError as error:
        raise Unreadable(error.message, error.row, error.column) from error


def read_catalogue(config: Config) -> Catalogue:
    """The shipped catalogue and the user's own tables. Raises ConfigError where the user's are faulty."""
    from poollint.catalogue import CatalogueError, load_catalogue

    try:
        return load_catalogue(config.pools, config.not_pools, config.deferrals, config.joins)
    except CatalogueError as error:
        where = f"{config.config_file}: " if config.config_file else ""
        raise ConfigError(f"{where}{_first_line(str(error))}") from error


def _first_line(message: str) -> str:
    return message.strip().split("\n", 1)[0] or "no reason given"


def _one_line(error: BaseException) -> str:
    """The error and the line of ours that it came from, for a report that must fit one line."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        place = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})"
    return f"{type(error).__name__}: {_first_line(str(error))}{place}"


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f}".removesuffix(".0")
