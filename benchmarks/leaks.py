"""Holds the rules on leaks to generated programs: what is still held at the end of a path, and what is said.

    python benchmarks/leaks.py --count 2000 --seed 0

Every opaque call of the entry function may fail, every `await` may be cancelled, whoever iterates a generator
may stop. An object that somebody else may own by then (it was stored, sent, scheduled, passed on) is no leak
that must be found, and none that must not.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from ground_truth.compare_leaks import Verdicts, compare_leaks, lint_leaks  # noqa: E402
from ground_truth.generate import draft  # noqa: E402

HOWS = ("plain", "error", "cancel")


@dataclass(frozen=True)
class Row:
    """What came of one draft; without verdicts where it can't be run."""

    seed: int
    text: str
    verdicts: Verdicts | None


def judge(seed: int) -> Row:
    """Draft one program and compare."""
    rng = random.Random(seed)
    program = draft(rng, planted=rng.random() < 0.5)
    return Row(seed, program.text, compare_leaks(program))


def print_tables(rows: Sequence[Row], seconds: float) -> None:
    """The figures."""
    judged = [row.verdicts for row in rows if row.verdicts is not None]
    clean = [verdicts for verdicts in judged if not verdicts.leaks]
    false = sum(bool(verdicts.false) for verdicts in judged)
    silent = sum(bool(verdicts.false) for verdicts in clean)
    print(f"{len(rows)} drafts, {len(judged)} that run, {seconds:.0f} s")
    print(
        f"alarms where nothing is held: {false}, {silent} of them in the {len(clean)} without a leak ", end=""
    )
    print(f"= {1000 * silent / max(len(clean), 1):.1f} per 1,000")
    print(f"under another rule than the path says: {sum(bool(v.misnamed) for v in judged)}\n")
    print(f"{'held on a way with':20} {'objects':>8} {'found':>8}")
    there = Counter(how for verdicts in judged for how, _ in verdicts.leaks)
    found = Counter(how for verdicts in judged for how, _ in verdicts.found)
    for how, name in zip(HOWS, ("no error", "an error", "a cancellation"), strict=True):
        print(f"{name:20} {there[how]:8} {100 * found[how] / max(there[how], 1):6.1f} %")


def print_examples(rows: Sequence[Row], most: int) -> None:
    """The shortest programs with a false alarm, then those with a miss."""
    for kind in ("false", "missed"):
        wrong = [row for row in rows if row.verdicts is not None and getattr(row.verdicts, kind)]
        for row in sorted(wrong, key=lambda row: row.text.count("\n"))[:most]:
            print(f"\n# {kind}, seed {row.seed}: {getattr(row.verdicts, kind)}\n{row.text}", end="")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; 1 when there is a false alarm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0, help="the first of the seeds")
    parser.add_argument("--show", type=int, default=5, help="how many disagreements of each kind to print")
    parser.add_argument("--processes", type=int, help="as many as there are cores, if not given")
    options = parser.parse_args(arguments)
    lint_leaks("")  # import the linter before the processes part
    begin = time.perf_counter()
    first = options.seed * 1_000_000
    with multiprocessing.Pool(options.processes) as pool:
        rows = list(pool.imap(judge, range(first, first + options.count), chunksize=20))
    print_tables(rows, time.perf_counter() - begin)
    print_examples(rows, options.show)
    return int(any(row.verdicts is not None and row.verdicts.false for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
