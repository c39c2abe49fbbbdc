"""Measures what the facts of other files cost: CPU of a check with them and without, run against run in turn.

    python benchmarks/cross_file.py celery kombu     # packages of noise_packages.toml
    python benchmarks/cross_file.py --directory DIR  # any folder

Cold, in one process, without a cache. Without them each file is judged as if it stood alone.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import resource
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from noise_trees import NoiseError, fetch, load_packages

HERE = Path(__file__).resolve().parent
_RUN = """
import sys
import poollint.engine as engine
make = engine.make_reach
if {alone}:
    engine.make_reach = lambda config, **_: make(config, isolated=True)
from poollint.cli import main
sys.argv = ["poollint", "check", "--isolated", "--no-cache", "--jobs", "1", "--quiet", "."]
main()
"""


def cpu(directory: Path, *, alone: bool) -> float:
    """CPU seconds (user and system) of one check of `directory`; raises NoiseError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = subprocess.run(
        [sys.executable, "-P", "-c", _RUN.format(alone=alone)],
        cwd=directory,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if result.returncode not in (0, 1):
        raise NoiseError(f"{directory}: {result.stderr.strip()[-500:]}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line per folder; the exit code is 1 where a ratio is above the goal of 2."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="names in noise_packages.toml")
    parser.add_argument("--directory", type=Path, action="append", default=[])
    parser.add_argument("--trees", type=Path, default=HERE / ".trees", help="where the packages are kept")
    parser.add_argument("--pairs", type=int, default=3, help="runs of each kind")
    options = parser.parse_args(arguments)
    known = {package.name: package for package in load_packages(HERE / "noise_packages.toml")}
    try:
        missing = [name for name in options.packages if name not in known]
        if missing:
            raise NoiseError(f"no such package: {', '.join(missing)}")
        folders = [*options.directory, *(fetch(known[name], options.trees) for name in options.packages)]
        print(f"{datetime.date.today()}, Python {platform.python_version()}, {options.pairs} pairs")
        worst = 0.0
        for folder in folders:
            ratios, with_facts, without = [], [], []
            for _ in range(options.pairs):
                with_facts.append(cpu(folder, alone=False))
                without.append(cpu(folder, alone=True))
                ratios.append(with_facts[-1] / without[-1])
            worst = max(worst, statistics.median(ratios))
            print(
                f"{folder.name}: {min(with_facts):.1f} s with, {min(without):.1f} s without, "
                f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
            )
    except NoiseError as error:
        print(f"cross_file.py: {error}", file=sys.stderr)
        return 2
    return int(worst > 2)


if __name__ == "__main__":
    sys.exit(main())
