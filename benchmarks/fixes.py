"""Holds the fixes to programs whose truth is known: faults are planted in right ones, repaired, run again.

    python benchmarks/fixes.py --count 2000 --seed 0

A repaired program must have no fault on any path, and each path of the faulty program that had none must have
its twin: the same objects taken, used and given back in the same order, with the same end. (What tasks and
threads do in between is left out: waiting for them is to change that.)
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src"), str(ROOT / "benchmarks")]

import ground_truth.lending as lending  # noqa: E402
import ground_truth.run as run_module  # noqa: E402
from fixes_plant import PLANTS, planted  # noqa: E402
from ground_truth.generate import generate  # noqa: E402
from ground_truth.run import Program, find_truth  # noqa: E402
from ground_truth.world import PathKind, Tenure, World  # noqa: E402

Trace = tuple[tuple[str, ...], ...]


@dataclass
class Recording(World):
    """A run that remembers what happened to each object. Calls may raise wherever they stand."""

    events: list[tuple[str, ...]] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)

    def number(self, tenure: Tenure) -> str:
        if not any(tenure is known for known in self.tenures):
            self.tenures.append(tenure)
        return str(next(i for i, known in enumerate(self.tenures) if tenure is known))

    def note(self, what: str, tenure: Tenure) -> None:
        number = self.number(tenure)
        if self.lane == "main":
            self.events.append((what, number))

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
            PATHS.append((bool(self.found), kept, (*self.events, end)))
        return found


PATHS: list[tuple[bool, bool, Trace]] = []
"""The paths of the program that is being run: whether it had a fault, kept an object, and its events."""


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


def explore(program: Program) -> tuple[bool, list[tuple[bool, bool, Trace]]]:
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


def mend(text: str, *, unsafe: bool) -> tuple[str, tuple[Any, ...]]:
    """The repaired text, and what is left."""
    from poollint.config import Config
    from poollint.engine import Engine
    from poollint.repair import repair

    done = repair(_engine(Engine), text.encode(), "generated.py", Config(), unsafe=unsafe)
    return done.text or text, done.left


def findings(text: str) -> tuple[Any, ...]:
    """What is wrong with a text, without the fixes."""
    from poollint.config import Config
    from poollint.engine import Engine

    found: tuple[Any, ...] = (
        _engine(Engine).check(text.encode(), "generated.py", Config(), offer=False).findings
    )
    return found


def _engine(kind: Any) -> Any:
    from poollint.engine import shipped_parts

    if not _ENGINES:
        _ENGINES.append(kind(shipped_parts(isolated=True)))
    return _ENGINES[0]


_ENGINES: list[Any] = []


def judge(program: Program, before: list[tuple[bool, bool, Trace]], text: str, left: Sequence[Any]) -> str:
    """What a repaired text is worth: repaired, left (the fault is still reported), or how it is broken."""
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
        traces = {trace for _, _, trace in after}
        for is_faulty, kept, trace in before:
            if not is_faulty and not kept and trace not in traces:
                return "broken: a right path changed"
        if any(kept for _, kept, _ in after) and not any(kept for _, kept, _ in before):
            return "broken: it keeps an object"
    if left:
        return "partly" if truth.faults() else "partly, though right"
    if truth.faults():
        return "broken: still faulty"
    return "repaired" if is_complete and truth.is_complete else "repaired, as far as was run"


def work(seed: int, plants: Sequence[str]) -> list[Row]:
    """Plant what can be planted in one right program, and mend it."""
    right, truth = generate(seed)
    if truth.faults() or truth.violations:
        return []
    rows: list[Row] = []
    for number, plant in enumerate(PLANTS):
        text = planted(right.text, plant, seed * 31 + number)
        if text is None or plant.__name__ not in plants:
            continue
        program = replace(right, text=text)
        truth = find_truth(program)
        if truth.why_not is not None or not truth.is_complete or truth.doubts() or not truth.faults():
            continue
        found = findings(text)
        if not found:
            rows.append(Row(seed, plant.__name__, False))
            continue
        _, before = explore(program)
        verdicts: list[tuple[str, str]] = []
        texts: list[str] = []
        reasons: list[str] = []
        left_over = False
        for unsafe in (False, True):
            mended, left = mend(text, unsafe=unsafe)
            known = verdicts[0][1] if texts == [mended] and left_over == bool(left) else None
            verdict = known or judge(program, before, mended, left)
            left_over = bool(left)
            verdicts.append(("unsafe" if unsafe else "safe", verdict))
            texts.append(mended)
            reasons += [f"{one.code}: {one.no_fix_reason}" for one in left if unsafe and one.no_fix_reason]
        codes = tuple(sorted({one.code for one in found}))
        rows.append(
            Row(seed, plant.__name__, True, tuple(verdicts), codes, text, tuple(texts), tuple(reasons))
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
    reported = [row for row in rows if row.reported]
    print(f"{len(rows)} planted faults, {len(reported)} of them reported, {seconds:.0f} s\n")
    for which in ("safe", "unsafe"):
        verdicts = Counter(dict(row.verdicts)[which] for row in reported)
        mended = sum(count for verdict, count in verdicts.items() if verdict.startswith("repaired"))
        print(f"{which} fixes: {share(mended, len(reported))} repaired")
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
    reasons = Counter(reason for row in reported for reason in row.reasons)
    for reason, count in reasons.most_common(20):
        print(f"  {count:5} no fix, {reason}")
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
    parser.add_argument("--count", type=int, default=1000, help="how many seeds")
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds, in millions")
    parser.add_argument("--examples", type=int, default=2, help="how many of each failure to print")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    parser.add_argument("--plant", action="append", help="only this way of planting")
    options = parser.parse_args(arguments)
    begin = time.perf_counter()
    first = options.seed * 1_000_000
    with multiprocessing.Pool(options.jobs) as pool:
        chosen = tuple(options.plant or [plant.__name__ for plant in PLANTS])
        seeds = range(first, first + options.count)
        rows: list[Row] = []
        for number, some in enumerate(pool.imap(partial(work, plants=chosen), seeds, chunksize=10), 1):
            rows += some
            for row in some:
                for which, verdict in row.verdicts:
                    if verdict.startswith("broken"):
                        print(f"seed {row.seed}, {row.plant}, {which}: {verdict}", file=sys.stderr)
            if number % 500 == 0:
                print(f"{number} programs, {len(rows)} planted faults", file=sys.stderr)
    return int(print_tables(rows, time.perf_counter() - begin, options.examples) > 0)


if __name__ == "__main__":
    raise SystemExit(main())
