"""Holds the fixes to programs whose truth is known: faults are planted in right ones, repaired, run again.

    python benchmarks/fixes.py --count 2000 --seed 0

A repaired program must have no fault on any path, and each path of the faulty program that had none must have
its twin: the same objects taken, used and given back in the same order, with the same end. (What tasks and
threads do in between is left out: waiting for them is to change that.)
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src"), str(ROOT / "benchmarks")]

import ground_truth.lending as lending  # noqa: E402
import ground_truth.run as run_module  # noqa: E402
from fixes_plant import LEAKS, PLANTS, planted  # noqa: E402
from ground_truth.generate import generate, is_to_be_faulty  # noqa: E402
from ground_truth.run import Program, find_leaks, find_truth  # noqa: E402
from ground_truth.world import PathKind, Tenure, World  # noqa: E402

Trace = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Way:
    """One path: whether it had a fault, kept an object, what happened in the function's own lane and how it
    ended, how often which object went back, whoever gave it, and whether one did once more, which its pool
    ignores.
    """

    is_faulty: bool
    kept: bool
    trace: Trace
    given: Trace
    again: bool

    def without_releases(self) -> object:
        """The path where it does not matter when the objects go back, only that they do."""
        return tuple(event for event in self.trace if event[0] != "release"), self.given

    def each_object(self) -> object:
        """The path where it does not matter what happens between the events of one object."""
        numbers = sorted({event[1] for event in self.trace[:-1]})
        own = tuple(tuple(event for event in self.trace[:-1] if event[1] == n) for n in numbers)
        return own, self.trace[-1]

    def without_groups(self) -> object:
        """The path where it does not matter whether an error was wrapped by a group."""
        *events, (_, name) = self.trace
        return (*events, name == "NoneType")


@dataclass
class Recording(World):
    """A run that remembers what happened to each object. Calls may raise wherever they stand."""

    events: list[tuple[str, ...]] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    given: list[tuple[str, ...]] = field(default_factory=list)
    again: bool = False

    def number(self, tenure: Tenure) -> str:
        if not any(tenure is known for known in self.tenures):
            self.tenures.append(tenure)
        return str(next(i for i, known in enumerate(self.tenures) if tenure is known))

    def note(self, what: str, tenure: Tenure) -> None:
        number = self.number(tenure)
        if what == "release" and tenure.noop and tenure.state == "released":
            self.again = True  # the pool ignores it
            return
        # Whoever iterates the function runs it, in turn with its own uses.
        if self.lane in ("main", "consumer"):
            self.events.append((what, number))
        if what == "release":
            self.given.append((number,))

    def release(self, tenure: Tenure, pending: BaseException | None = None) -> None:
        self.note("release", tenure)
        super().release(tenure, pending)

    def touch(self, tenure: Tenure, kind: PathKind = "written") -> None:
        self.note("use", tenure)
        super().touch(tenure, kind)

    def _is_guarded(self) -> bool:
        return True

    def violations(self, outcome: BaseException | None) -> set[Any]:
        found = super().violations(outcome)
        end = ("end", type(outcome).__name__)
        kept = any(tenure.state == "held" for tenure in self.tenures)
        # Not: a release that raised, or a cancellation, which the oracle tries only where all else is well.
        if not self.cancelled and not any(tenure.state == "unknown" for tenure in self.tenures):
            trace = (*self.events, end)
            PATHS.append(Way(bool(self.found), kept, trace, tuple(sorted(self.given)), self.again))
        return found


PATHS: list[Way] = []
"""The paths of the program that is being run."""


@contextmanager
def recording() -> Iterator[None]:
    """Runs are recorded; each object that is lent is an event."""
    world, lent = run_module.World, lending.lent

    def noted(*arguments: Any, **keywords: Any) -> Any:
        item = lent(*arguments, **keywords)
        if isinstance(item.o_world, Recording) and item.o_tenure is not None:
            item.o_world.note("acquire", item.o_tenure)
        return item

    run_module.World, lending.lent = Recording, noted  # type: ignore[misc]
    try:
        yield
    finally:
        run_module.World, lending.lent = world, lent  # type: ignore[misc]


def explore(program: Program) -> tuple[bool, list[Way]]:
    """Whether all paths of a program could be run, errors everywhere included, and these paths."""
    PATHS.clear()
    with recording():
        truth = find_truth(program, 3000)
    return truth.is_complete and truth.why_not is None, list(PATHS)


@dataclass(frozen=True)
class Row:
    """What came of one planted fault: the plant, and per applicability what the fixes made of it."""

    seed: int
    plant: str
    reported: bool
    verdicts: tuple[tuple[str, str], ...] = ()  # (safe or unsafe, verdict)
    codes: tuple[str, ...] = ()
    faulty: str = ""
    texts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    """What all the fixes do, in their own words, without names."""


def mend(text: str, *, unsafe: bool, leaks: bool) -> Any:
    """What the fixes make of a text."""
    from poollint.engine import Engine
    from poollint.repair import repair

    return repair(_engine(Engine), text.encode(), "generated.py", _config(leaks), unsafe=unsafe)


def findings(text: str, *, leaks: bool) -> tuple[Any, ...]:
    """What is wrong with a text, without the fixes."""
    from poollint.engine import Engine

    found: tuple[Any, ...] = (
        _engine(Engine).check(text.encode(), "generated.py", _config(leaks), offer=False).findings
    )
    return found


@contextmanager
def remembering() -> Iterator[None]:
    """What is wrong with a text is told once: safe and unsafe fixes try much the same."""
    from poollint.analysis import Analyser

    real, known = Analyser.diagnose, dict[tuple[bool, str, int], Any]()

    def diagnose(self: Any, text: str, filename: str) -> Any:
        key = self.is_trial, text, len(self.config.extend_select)
        if key not in known:
            known[key] = real(self, text, filename)
        return known[key]

    Analyser.diagnose = diagnose  # type: ignore[method-assign]
    try:
        yield
    finally:
        Analyser.diagnose = real  # type: ignore[method-assign]


@cache
def _config(leaks: bool) -> Any:
    from poollint.config.settings import config_from_table

    table = {"extend-select": ["POOL301", "POOL302", "POOL402"]} if leaks else {}
    return config_from_table(table, file="pyproject.toml", root="")


def words(finding: Any) -> str:
    """What its fix does, without names, and how safe that is."""
    return f"{re.sub('`[^`]*`', '...', finding.fix.message)} ({finding.fix.applicability})"


def _engine(kind: Any) -> Any:
    from poollint.engine import shipped_parts

    if not _ENGINES:
        _ENGINES.append(kind(shipped_parts(isolated=True)))
    return _ENGINES[0]


_ENGINES: list[Any] = []


def _seen(done: Any) -> Callable[[Way], object]:
    """What has to stay of a right path, whatever the fix; two forms change a thing by what they are.

    An unsafe fix may hold the object while another one comes and goes, and says so.
    """
    messages = {one.fix.message for one in done.fixed}
    if "releases when the task is done" in messages:
        return Way.without_releases
    if "takes the object out before what waits" in messages:
        return Way.without_groups
    if any(one.fix.applicability != "safe" for one in done.fixed):
        return Way.each_object
    return lambda way: way.trace


def judge(program: Program, right: Program, before: list[Way], text: str, done: Any) -> str:
    """What a repaired text is worth: repaired, left (the fault is still reported), or how it is broken.

    `right` is the program in which the fault was planted.
    """
    left = done.left
    if text == program.text:
        return "left"
    try:
        compile(text, "fixed", "exec")
    except SyntaxError:
        return "broken: syntax"
    mended = replace(program, text=text)
    truth = find_truth(mended, 1500)
    if truth.why_not is not None:
        return f"broken: {truth.why_not.partition(':')[0]}"
    is_complete, after = explore(mended)
    if is_complete:
        sound = [way for way in before if not way.is_faulty and not way.kept]
        seen = _seen(done)
        if not {seen(way) for way in sound} <= {seen(way) for way in after}:
            return "broken: a right path changed"
        if any(way.kept for way in after) and not any(way.kept for way in before):
            return "broken: it keeps an object"
        if _gives_again(after) and not (_gives_again(before) or _gives_again(explore(right)[1])):
            return "broken: it gives an object back twice"
    if truth.faults() and not any(way.is_faulty for way in before):
        return "broken: a new fault"
    if left:
        return "partly" if truth.faults() else "partly, though right"
    if truth.faults():
        return "broken: still faulty"
    return "repaired" if is_complete and truth.is_complete else "repaired, as far as was run"


def _gives_again(ways: list[Way]) -> bool:
    return any(way.again for way in ways)


def is_worth_it(program: Program, *, leaks: bool) -> bool:
    """Whether a planted text is wrong in the one way that was planned, as far as its paths tell."""
    truth = find_truth(program)
    if truth.why_not is not None or not truth.is_complete or truth.doubts():
        return False
    if not leaks:
        return bool(truth.faults())
    return not truth.faults() and any(not leak.is_doubtful for leak in find_leaks(program) or ())


@remembering()
def work(seed: int, plants: Sequence[str]) -> list[Row]:
    """Plant what can be planted in one right program, and mend it."""
    if is_to_be_faulty(seed):
        return []
    right, truth = generate(seed)
    if truth.faults() or truth.violations:
        return []
    rows: list[Row] = []
    for number, plant in enumerate((*PLANTS, *LEAKS)):
        leaks = plant in LEAKS
        if plant.__name__ not in plants or (text := planted(right.text, plant, seed * 31 + number)) is None:
            continue
        program = replace(right, text=text)
        if not is_worth_it(program, leaks=leaks):
            continue
        found = findings(text, leaks=leaks)
        if not found:
            rows.append(Row(seed, plant.__name__, False))
            continue
        _, before = explore(program)
        verdicts: list[tuple[str, str]] = []
        texts: list[str] = []
        reasons: list[str] = []
        made: list[str] = []
        left_over = False
        for unsafe in (False, True):
            try:
                done = mend(text, unsafe=unsafe, leaks=leaks)
            except Exception as error:
                verdicts.append(("unsafe" if unsafe else "safe", f"broken: {type(error).__name__}"))
                texts.append(text)
                continue
            mended, left = done.text or text, done.left
            known = verdicts[0][1] if texts == [mended] and left_over == bool(left) else None
            verdict = known or judge(program, right, before, mended, done)
            if leaks and verdict.startswith("repaired") and find_leaks(replace(right, text=mended)):
                verdict = "repaired, where it is reported"
            left_over = bool(left)
            verdicts.append(("unsafe" if unsafe else "safe", verdict))
            texts.append(mended)
            if unsafe:
                reasons = [f"{one.code}: {one.no_fix_reason}" for one in left if one.no_fix_reason]
                made = [words(one) for one in (*done.fixed, *left) if one.fix is not None]
        codes = tuple(sorted({one.code for one in found}))
        rows.append(
            Row(
                seed,
                plant.__name__,
                True,
                tuple(verdicts),
                codes,
                text,
                tuple(texts),
                tuple(reasons),
                tuple(made),
            )
        )
    return rows


def is_shown(which: str, verdict: str) -> bool:
    """Whether a reader wants to see such a case."""
    return verdict.startswith("broken") or (which == "unsafe" and not verdict.startswith("repaired"))


def share(part: int, whole: int) -> str:
    """A percentage, or a dash."""
    return f"{100 * part / whole:5.1f} %" if whole else "      -"


def print_tables(rows: Sequence[Row], seconds: float, examples: int) -> int:
    """The figures; how many programs were broken."""
    faults = {plant.__name__ for plant in PLANTS}
    broken = 0
    for title, some in (
        ("Faults", [row for row in rows if row.plant in faults]),
        ("Leaks", [row for row in rows if row.plant not in faults]),
    ):
        if some:
            print(f"{title}: ", end="")
            broken += _print_tables(some, examples)
            print()
    print(f"{seconds:.0f} s")
    return broken


def _print_tables(rows: Sequence[Row], examples: int) -> int:
    reported = [row for row in rows if row.reported]
    print(f"{len(rows)} planted faults, {len(reported)} of them reported\n")
    for which in ("safe", "unsafe"):
        verdicts = Counter(dict(row.verdicts)[which] for row in reported)
        mended = sum(count for verdict, count in verdicts.items() if verdict.startswith("repaired"))
        print(f"{which} fixes: {share(mended, len(reported)).strip()} repaired")
        for verdict, count in verdicts.most_common():
            print(f"  {count:6} {verdict}")
    print(f"\n{'plant':18} {'reported':>9} {'safe':>9} {'unsafe':>9}")
    for name in dict.fromkeys(row.plant for row in reported):
        mine = [row for row in reported if row.plant == name]
        numbers = [
            sum(dict(row.verdicts)[which].startswith("repaired") for row in mine)
            for which in ("safe", "unsafe")
        ]
        print(f"{name:18} {len(mine):9} {share(numbers[0], len(mine)):>9} {share(numbers[1], len(mine)):>9}")
    print()
    reasons = Counter(reason for row in reported for reason in row.reasons)
    for reason, count in reasons.most_common(20):
        print(f"  {count:5} no fix, {reason}")
    made = Counter(words for row in reported for words in row.made)
    print()
    for text, count in sorted(made.items()):
        print(f"  {count:5} {text}")
    shown: Counter[str] = Counter()
    for row in reported:
        for (which, verdict), text in zip(row.verdicts, row.texts, strict=True):
            if is_shown(which, verdict) and shown[f"{which} {verdict}"] < examples:
                shown[f"{which} {verdict}"] += 1
                print(f"\n# {which}, {verdict}: seed {row.seed}, {row.plant}, {', '.join(row.codes)}")
                print(f"{row.faulty}# mended:\n{text}", end="")
    return sum(verdict.startswith("broken") for row in reported for _, verdict in row.verdicts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; 1 where a fix broke a program."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000, help="how many right programs")
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds, in millions")
    parser.add_argument("--examples", type=int, default=2, help="how many of each failure to print")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    parser.add_argument("--plant", action="append", help="only this way of planting")
    options = parser.parse_args(arguments)
    begin = time.perf_counter()
    first = options.seed * 1_000_000
    with multiprocessing.Pool(options.jobs) as pool:
        chosen = tuple(options.plant or [plant.__name__ for plant in (*PLANTS, *LEAKS)])
        right = (seed for seed in itertools.count(first) if not is_to_be_faulty(seed))
        seeds = itertools.islice(right, options.count)
        rows: list[Row] = []
        for number, some in enumerate(pool.imap(partial(work, plants=chosen), seeds, chunksize=10), 1):
            rows += some
            for row in some:
                for which, verdict in row.verdicts:
                    if verdict.startswith("broken"):
                        print(f"seed {row.seed}, {row.plant}, {which}: {verdict}", file=sys.stderr)
            if number % 100 == 0:
                print(f"{number} programs, {len(rows)} planted faults", file=sys.stderr)
    return int(print_tables(rows, time.perf_counter() - begin, options.examples) > 0)


if __name__ == "__main__":
    raise SystemExit(main())
