"""Checks many files: what earlier runs found is taken over, the rest is shared out among processes."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from poollint.config import Config, ConfigFinder
from poollint.discovery import Problem, SourceFile, discover
from poollint.effort import SELDOM
from poollint.engine import (
    MAX_BYTES,
    Engine,
    FileResult,
    Parts,
    Report,
    make_reach,
    read_file,
    read_import,
    shipped_parts,
    sort_findings,
)
from poollint.seen import Seen
from poollint.stages import Taken, begin, current, staged

if TYPE_CHECKING:
    from poollint.cache import Cache
    from poollint.exchange import Exchange
    from poollint.reach import Reach

_MANY = 2_000
"""From so many files on, other processes look at them, too."""
_WORTHWHILE = 100_000
"""From so many bytes of files that must be analysed on, a second process saves more than it costs."""


def check_paths(
    paths: Iterable[str | os.PathLike[str]], config: Config | None = None, *, parts: Parts | None = None
) -> Report:
    """The findings in the files and folders that `paths` name.

    Without `config`, each file has the settings of the nearest `pyproject.toml` that has some for us.
    """
    finder = ConfigFinder(fixed=config)
    found = discover([os.fspath(path) for path in paths], finder)
    report = check_files(Engine(parts), found.files)
    return replace(
        report, problems=found.problems + report.problems, warnings=found.warnings + report.warnings
    )


def check_files(
    engine: Engine, files: Iterable[SourceFile], *, jobs: int = 1, cache: Cache | None = None
) -> Report:
    """Read and check each file; what goes wrong with one is a problem of that one.

    `jobs` is the number of processes (0: as it pays off), `cache` holds what earlier runs found. The answer
    depends on neither.
    """
    batch = _Batch(engine, list(files), cache)
    batch.sift(jobs)
    batch.check(jobs)
    if cache is not None:
        batch.keep(cache)
    return batch.report()


@dataclass
class _Batch:
    engine: Engine
    files: Sequence[SourceFile]
    cache: Cache | None
    results: dict[int, FileResult] = field(default_factory=dict)
    problems: dict[int, Problem] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    waiting: list[tuple[int, int]] = field(default_factory=list)
    """(size in bytes, number) of the files that must be analysed."""

    def sift(self, jobs: int) -> None:
        """Settle the files of which something is known, or in which nothing can be wrong."""
        if self.cache is not None:
            self.cache.expect(len(self.files))
        unknown: list[int] = []
        for number, file in enumerate(self.files):
            if self.cache is not None:
                known = self.cache.find(file.path, file.config)
                if known is not None:
                    findings, suppressed, analysed = known
                    self.results[number] = FileResult(findings, suppressed, None, analysed)
                    self.known.add(number)
                    continue
                self.cache.stamp(file.path)
            unknown.append(number)
        if jobs != 1 and len(unknown) >= _MANY and self.engine.reach(self.files[0].config) is not None:
            self._look_apart(unknown, jobs)
            return
        for number in unknown:
            self._settle(number, look(self.engine, self.files[number], recorded=self.cache is not None))

    def _settle(self, number: int, looked: Looked) -> None:
        if looked.trouble:
            self.problems[number] = Problem(self.files[number].path, looked.trouble)
        elif looked.may_say_anything:
            self.waiting.append((looked.size, number))
        else:
            self.results[number] = FileResult()

    @staged("wait for other processes")
    def _look_apart(self, numbers: list[int], jobs: int) -> None:
        """The same in other processes: what they take for it is given back when they end."""
        from poollint.workers import Crash, processors, run, start_method

        jobs = jobs or processors()
        configs, places = self._configs(numbers)
        items = [(self.files[n].path, places[id(self.files[n].config)]) for n in numbers]
        length = len(items) // jobs + 1
        parts = [items[start : start + length] for start in range(0, len(items), length)]
        setup = (configs, self.cache is not None, current() is not None, self.engine.exchange)
        for place, outcome in run(parts, jobs, looker, setup, start_method()):
            several = numbers[place * length :][:length]
            if isinstance(outcome, Crash):  # one by one, then
                for number in several:
                    looked = look(self.engine, self.files[number], recorded=self.cache is not None)
                    self._settle(number, looked)
                continue
            found, told, seen, taken = outcome
            for number, looked in zip(several, found, strict=True):
                self._settle(number, looked)
            for config, answers, rest in zip(configs, told, seen, strict=True):
                reach = self.engine.reach(config)
                assert reach is not None
                reach.tell(answers, rest)
            self._add_stages(taken)
        self.waiting.sort(key=lambda one: one[1])

    def _configs(self, numbers: Iterable[int]) -> tuple[list[Config], dict[int, int]]:
        """The settings of some files, and the place of each in them."""
        configs = list({id(self.files[n].config): self.files[n].config for n in numbers}.values())
        return configs, {id(config): place for place, config in enumerate(configs)}

    def _add_stages(self, taken: Taken) -> None:
        stages = current()
        if stages is not None:
            stages.add(taken)

    def check(self, jobs: int) -> None:
        """Analyse what is left, here or in other processes."""
        if jobs == 0 and sum(size for size, _ in self.waiting) < _WORTHWHILE:
            jobs = 1
        if jobs != 1 and len(self.waiting) > 1 and self.engine.reach(self.files[0].config) is not None:
            self._check_apart(jobs)
            return
        for _, number in self.waiting:
            file = self.files[number]
            self._take(number, *check_one(self.engine, file))

    @staged("wait for other processes")
    def _check_apart(self, jobs: int) -> None:
        from poollint import analysis as _loaded_once_for_all  # noqa: F401
        from poollint.workers import Crash, processors, run, start_method

        numbers = [number for _, number in self.waiting]
        configs, places = self._configs(numbers)
        told = [reach.told() for config in configs if (reach := self.engine.reach(config)) is not None]
        items = [(self.files[n].path, places[id(self.files[n].config)]) for n in numbers]
        setup = (configs, told, current() is not None, self.engine.exchange)
        sizes = [size for size, _ in self.waiting]
        for place, outcome in run(items, jobs or processors(), checker, setup, start_method(), sizes):
            if isinstance(outcome, Crash):
                path = self.files[numbers[place]].path
                self._take(numbers[place], FileResult(), [Problem(path, str(outcome))])
                continue
            result, problems, taken = outcome
            self._take(numbers[place], result, problems)
            self._add_stages(taken)

    def _take(self, number: int, result: FileResult, problems: list[Problem]) -> None:
        if problems:
            self.problems[number] = problems[0]
        else:
            self.results[number] = result

    def keep(self, cache: Cache) -> None:
        """Leave the results to later runs."""
        if self.results.keys() == self.known:
            return
        for number in sorted(self.results.keys() - self.known):
            result = self.results[number]
            file = self.files[number]
            cache.keep(file.path, file.config, (result.findings, result.suppressed, result.analysed))
        seen: dict[str, Seen] = {}
        for config in {id(file.config): file.config for file in self.files}.values():
            reach = self.engine.reach(config)
            if reach is not None and reach.seen is not None:
                seen.update(reach.seen)
        cache.save(seen)

    def report(self) -> Report:
        """All results together, in an order that depends on nothing but the files."""
        results = self.results.values()
        findings = [finding for result in results for finding in result.findings]
        texts = {
            self.files[number].path: result.text
            for number, result in self.results.items()
            if result.findings and result.text is not None
        }
        self.engine.add_texts(findings, texts)
        return Report(
            tuple(sort_findings(findings)),
            tuple(problem for _, problem in sorted(self.problems.items())),
            (),
            len(self.files),
            sum(result.analysed for result in results),
            sum(result.suppressed for result in results),
            texts,
        )


def summarise(files: Iterable[SourceFile], base: str) -> tuple[str, list[str]]:
    """What other files can ask of these, as a text with names that count from `base`; and what went wrong.

    With them go the files that tell which versions of libraries they run with.
    """
    from poollint.exchange import dump
    from poollint.seen import declares

    base = os.path.abspath(base)
    found: dict[str, tuple[bytes, tuple[str, ...]]] = {}
    troubles: list[str] = []
    folders: set[str] = set()
    reaches: dict[int, Reach] = {}
    for file in files:
        path = os.path.abspath(file.path)
        try:
            data = read_file(path)
        except OSError as error:
            troubles.append(f"{file.path}: cannot be read: {(error.strerror or str(error)).lower()}")
            continue
        if len(data) > MAX_BYTES:
            continue  # no file sees anything in it
        reach = reaches.setdefault(id(file.config), make_reach(file.config))
        reach.record()
        reach.lending(path)
        assert reach.seen is not None
        found[path] = (data, reach.seen[path].imports)
        folder = os.path.dirname(path)
        while folder not in folders:
            folders.add(folder)
            if folder == base or os.path.dirname(folder) == folder:
                break
            folder = os.path.dirname(folder)
    for folder in folders:
        for name in filter(declares, os.listdir(folder)):
            other = read_import(os.path.join(folder, name))
            if other is not None:
                found[os.path.join(folder, name)] = (other, ())
    return dump(base, found), troubles


class Looked(NamedTuple):
    """What a look at a file gave: its size, whether something can be found in it, and what went wrong."""

    size: int = 0
    may_say_anything: bool = False
    trouble: str = ""


@staged("look at bytes and imports")
def look(engine: Engine, file: SourceFile, *, recorded: bool) -> Looked:
    """Look at the bytes of a file and of what it imports; `recorded`: note what the answer rests on."""
    try:
        data = read_file(file.path)
    except OSError as error:
        return Looked(trouble=f"cannot be read: {(error.strerror or str(error)).lower()}")
    reach = engine.reach(file.config) if recorded else None

    def answer() -> bool:
        if reach is not None:
            reach.record()
        found = engine.may_say_anything(data, file.path, file.config)
        if reach is not None:  # what is a candidate by its own words rests on its imports as well
            reach.lending(os.path.abspath(file.path))
        return found

    problems: list[Problem] = []
    found = engine.guarded(answer, file.path, problems)
    return Looked(len(data), bool(found), problems[0].message if problems else "")


Told = tuple[list[Looked], list[Mapping[str, frozenset[str]]], list[Mapping[str, Seen]], Taken]
"""What a process tells of its looks: their results; by settings, what files see and what that rests on."""


def looker(
    configs: Sequence[Config], recorded: bool, profiled: bool, exchange: Exchange | None
) -> Callable[[Sequence[tuple[str, int]]], Told]:
    """What another process does with several (path, number of the settings)."""
    gc.set_threshold(*SELDOM)
    stages = begin() if profiled else None
    engine = Engine(shipped_parts(exchange=exchange))

    def work(items: Sequence[tuple[str, int]]) -> Told:
        found = [look(engine, SourceFile(path, configs[place]), recorded=recorded) for path, place in items]
        reaches = [reach for config in configs if (reach := engine.reach(config)) is not None]
        told = [reach.told() for reach in reaches]
        seen: list[Mapping[str, Seen]] = [reach.seen or {} for reach in reaches]
        return found, told, seen, stages.take() if stages is not None else ({}, {})

    return work


@staged("the rest of a file")
def check_one(engine: Engine, file: SourceFile) -> tuple[FileResult, list[Problem]]:
    """What came of one file, and what went wrong with it."""
    problems: list[Problem] = []
    try:
        data = read_file(file.path)
    except OSError as error:
        return FileResult(), [Problem(file.path, f"cannot be read: {(error.strerror or str(error)).lower()}")]
    result = engine.check_guarded(data, file.path, file.config, problems)
    return result, problems


def checker(
    configs: Sequence[Config],
    told: Sequence[Mapping[str, frozenset[str]]],
    profiled: bool,
    exchange: Exchange | None,
) -> Callable[[tuple[str, int]], tuple[FileResult, list[Problem], Taken]]:
    """What another process does with (path, number of the settings); `told` is what is known of each.

    It also gives what it took for it, by stage, where the run is `profiled`.
    """
    gc.set_threshold(*SELDOM)
    stages = begin() if profiled else None
    engine = Engine(shipped_parts(exchange=exchange))
    for config, answers in zip(configs, told, strict=True):
        reach = engine.reach(config)
        if reach is not None:
            reach.tell(answers)
    gc.freeze()  # what is imported and told stays: no collection looks at it, and no page of it is copied

    def work(item: tuple[str, int]) -> tuple[FileResult, list[Problem], Taken]:
        path, place = item
        result, problems = check_one(engine, SourceFile(path, configs[place]))
        return replace(result, text=None), problems, stages.take() if stages is not None else ({}, {})

    return work
