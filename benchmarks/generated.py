"""Holds the linter to generated programs whose truth is known by running every path.

    python benchmarks/generated.py --count 2000 --seed 0

Prints recall and false alarms per feature, what a naive check would find, and the disagreements, shrunk.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from ground_truth.compare import (  # noqa: E402
    Disagreement,
    compare,
    is_misplaced,
    lint,
    shrink,
    warns_of_errors,
)
from ground_truth.generate import generate  # noqa: E402
from ground_truth.naive import naive_check  # noqa: E402

LEAST_OF_ALL = 0.04  # of the programs, for a feature that counts
LEAST_FOUND = 0.8


@dataclass(frozen=True)
class Row:
    """What came of one program."""

    seed: int
    features: frozenset[str]
    faults: frozenset[str]
    implicit: bool
    found: bool  # some finding has the family of a fault
    alarmed: bool  # some finding has the family of no fault
    misplaced: bool
    naive: bool
    lines: int
    paths: int
    hazard: bool  # without a fault; an error or cancellation gives back what a task or thread still uses
    warned: bool  # POOL403 or POOL404 says so
    is_doubtful: bool  # so may be what nobody can tell
    disagreements: tuple[Disagreement, ...]


def judge(seed: int) -> Row:
    """Generate one program and compare."""
    program, truth = generate(seed)
    differences, reports = compare(program, truth)
    faults = frozenset(truth.faults())
    return Row(
        seed,
        program.features,
        faults,
        bool(truth.implicit()),
        bool(faults & {report.family for report in reports}),
        any(d.direction == "false" for d in differences),
        is_misplaced(truth, reports),
        naive_check(program.text),
        program.text.count("\n"),
        truth.paths,
        not faults and any(v.path == "implicit" and v.lane in ("task", "thread") for v in truth.violations),
        not faults and warns_of_errors(program.text),
        bool(truth.violations),
        tuple(differences),
    )


def share(part: int, whole: int) -> str:
    """A percentage, or a dash."""
    return f"{100 * part / whole:5.1f} %" if whole else "      -"


def print_tables(rows: Sequence[Row], seconds: float) -> None:
    """The figures."""
    bad = [row for row in rows if row.faults]
    good = [row for row in rows if not row.faults]
    alarms = sum(row.alarmed for row in good)
    rate = 1000 * alarms / max(len(good), 1)
    crashes = sum(d.direction == "crash" for row in rows for d in row.disagreements)
    lines = sorted(row.lines for row in rows)
    print(f"{len(rows)} programs, {len(bad)} with a fault, {seconds:.0f} s, ", end="")
    print(f"{lines[len(lines) // 2]} lines in the median, {sum(row.paths for row in rows)} paths")
    print(f"faulty programs found:     {share(sum(row.found for row in bad), len(bad))}")
    print(f"false alarms, correct:     {alarms} of {len(good)} = {rate:.1f} per 1,000")
    print(f"  of them implicit only:   {sum(row.alarmed and row.implicit for row in good)}")
    print(f"another family, faulty:    {sum(row.alarmed for row in bad)}")
    print(f"right family, wrong rows:  {sum(row.misplaced for row in bad)}")
    print(f"crashes:                   {crashes}")
    print(f"naive check finds:         {share(sum(row.naive for row in bad), len(bad))}", end="")
    print(f", alarms at {share(sum(row.naive for row in good), len(good))} of the correct ones\n")
    hazards = [row for row in good if row.hazard]
    print(f"errors that give back too early: {len(hazards)}, ", end="")
    print(f"POOL403 and POOL404 find {share(sum(row.warned for row in hazards), len(hazards))}", end="")
    idle = sum(row.warned and not row.is_doubtful for row in good)
    print(f", {idle} alarms at the other {len(good) - len(hazards)} correct ones\n")
    print(f"{'fault':22} {'programs':>9} {'found':>9}")
    for family in ("late", "double", "unawaited"):
        having = [row for row in bad if family in row.faults]
        missed = sum(
            any(d.direction == "missed" and d.family == family for d in row.disagreements) for row in having
        )
        print(f"{family:22} {len(having):9} {share(len(having) - missed, len(having)):>9}")
    print(f"\n{'feature':22} {'programs':>9} {'faulty':>9} {'found':>9} {'alarms':>9}")
    features = Counter(feature for row in rows for feature in row.features)
    recall: dict[str, float] = {}
    for feature, count in sorted(features.items()):
        with_fault = [row for row in bad if feature in row.features]
        noise = sum(row.alarmed for row in good if feature in row.features)
        found = sum(row.found for row in with_fault)
        recall[feature] = found / len(with_fault) if with_fault else 1.0
        percent = share(found, len(with_fault))
        print(f"{feature:22} {share(count, len(rows)):>9} {len(with_fault):9} {percent:>9} {noise:9}")
    rare = sorted(f for f, count in features.items() if count < LEAST_OF_ALL * len(rows))
    low = sorted(f for f, part in recall.items() if part < LEAST_FOUND)
    worst = sorted(recall, key=lambda f: (recall[f], f))[:5]
    print(f"\n{len(features) - len(rare)} features in 4 % of the programs or more", end="")
    print(f", {len(rare)} in fewer: {', '.join(rare)}" if rare else "")
    print(f"features of which less than 80 % are found: {', '.join(low) or 'none'}")
    print(f"the worst: {', '.join(f'{f} {100 * recall[f]:.1f} %' for f in worst)}")


def write_shrunk(rows: Sequence[Row], folder: Path, most: int, processes: int | None) -> None:
    """Shrink disagreements, write each to a file, and print them, the smallest first."""
    folder.mkdir(parents=True, exist_ok=True)
    shrunk: dict[str, tuple[Row, Disagreement]] = {}
    chosen = [(row, d) for row in rows for d in row.disagreements][:most]
    with multiprocessing.Pool(processes) as pool:
        for (row, _), small in zip(chosen, pool.imap(shrink, [d for _, d in chosen]), strict=True):
            shrunk.setdefault(small.program.text, (row, small))
    for text, (row, small) in sorted(shrunk.items(), key=lambda item: item[0].count("\n")):
        kind = f"{small.direction}-{small.family or 'any'}"
        head = f"# {kind}, seed {row.seed}, pool {small.program.pool} {small.message}\n"
        (folder / f"{kind}-{row.seed}.py").write_text(head + text)
        print(f"\n{head}{text}", end="")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; 1 when there is a disagreement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds")
    parser.add_argument("--shrink", type=int, default=40, help="how many disagreements to shrink and list")
    parser.add_argument("--processes", type=int, help="as many as there are cores, if not given")
    parser.add_argument("--output", type=Path, default=Path(tempfile.gettempdir()) / "poollint-generated")
    options = parser.parse_args(arguments)
    lint("")  # import the linter before the processes part
    begin = time.perf_counter()
    first = options.seed * 1_000_000
    with multiprocessing.Pool(options.processes) as pool:
        rows = list(pool.imap(judge, range(first, first + options.count), chunksize=20))
    print_tables(rows, time.perf_counter() - begin)
    if options.shrink:
        write_shrunk(rows, options.output, options.shrink, options.processes)
    return int(any(row.disagreements for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
