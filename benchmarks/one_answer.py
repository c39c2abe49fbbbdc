"""Checks that a file has one answer: alone, on stdin, among all others, and under any PYTHONHASHSEED.

    python benchmarks/one_answer.py PACKAGE           # 200 candidates of a package of noise_packages.toml
    python benchmarks/one_answer.py --directory DIR   # of any folder

Candidates are the files that poollint doesn't rule out by their bytes and imports. Exit code 1 where answers
differ.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from noise_trees import NoiseError, fetch, load_packages

HERE = Path(__file__).resolve().parent
SEEDS = (0, 1, 4711)
_OPTIONS = ("check", "--isolated", "--select", "ALL", "--output-format", "json", "--quiet")

Answer = list[object]
"""The findings of one file as JSON has them."""


def candidates(directory: Path, count: int) -> list[str]:
    """Up to `count` files, spread evenly over all candidates, as paths from `directory`."""
    from poollint.config import Config, ConfigFinder
    from poollint.discovery import discover
    from poollint.engine import make_reach

    os.chdir(directory)
    config = Config(project_root=str(directory))
    reach = make_reach(config)
    files = [file.path for file in discover(["."], ConfigFinder(fixed=config)).files]
    found = [path for path in files if reach.may_matter(path, Path(path).read_bytes())]
    step = max(1, len(found) // count) if count else 1
    return found[::step][:count] if count else found


def answers(paths: Sequence[str]) -> dict[str, dict[str, Answer]]:
    """Ways of asking -> file -> its findings, each by a run of the command line in this process."""
    together = _run(["."])
    found: dict[str, dict[str, Answer]] = {"together": {path: together.get(path, []) for path in paths}}
    found["alone"] = {path: _run([path]).get(path, []) for path in paths}
    found["on stdin"] = {
        path: _run(["--stdin-filename", path, "-"], Path(path).read_bytes()).get(path, []) for path in paths
    }
    return found


def _run(arguments: Sequence[str], text: bytes = b"") -> dict[str, Answer]:
    from click.testing import CliRunner

    from poollint.cli import _poollint

    result = CliRunner().invoke(_poollint, [*_OPTIONS, *arguments], input=text)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    found: dict[str, Answer] = {}
    for finding in json.loads(result.stdout or "[]"):
        found.setdefault(os.path.relpath(finding["filename"]), []).append(finding)
    return found


def differences(asked: dict[int, dict[str, dict[str, Answer]]]) -> Iterator[str]:
    """What is said of each file that has more than one answer, over seeds and ways of asking."""
    first_seed = next(iter(asked))
    first_way = next(iter(asked[first_seed]))
    expected = asked[first_seed][first_way]
    for seed, ways in asked.items():
        for way, files in ways.items():
            for path, answer in files.items():
                if answer != expected[path]:
                    yield (
                        f"{path}: {way}, seed {seed}: {_brief(answer)}; "
                        f"{first_way}, seed {first_seed}: {_brief(expected[path])}"
                    )


def _brief(answer: Answer) -> str:
    rows = [f"{one['code']}@{one['location']['row']}" for one in answer if isinstance(one, dict)]
    return ", ".join(rows) or "nothing"


def ask(directory: Path, paths: Sequence[str], seed: int) -> dict[str, dict[str, Answer]]:
    """The answers of a fresh process with that seed."""
    command = [sys.executable, str(Path(__file__).resolve()), "--directory", str(directory), "--worker"]
    result = subprocess.run(
        command,
        input="\n".join(paths),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
    )
    if result.returncode:
        raise NoiseError(f"seed {seed}: {result.stderr.strip()[-2000:]}")
    found: dict[str, dict[str, Answer]] = json.loads(result.stdout)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", nargs="?", help="a name in noise_packages.toml")
    parser.add_argument("--directory", type=Path, help="a folder in place of a package")
    parser.add_argument("--trees", type=Path, default=HERE / ".trees", help="where the packages are kept")
    parser.add_argument("--count", type=int, default=200, help="how many files (0: all)")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    directory = options.directory
    if options.worker:
        os.chdir(directory)
        json.dump(answers(sys.stdin.read().splitlines()), sys.stdout)
        return 0
    try:
        if directory is None:
            packages = load_packages(HERE / "noise_packages.toml")
            chosen = next((one for one in packages if one.name == options.package), None)
            if chosen is None:
                parser.error(f"no package {options.package!r} in noise_packages.toml")
            directory = fetch(chosen, options.trees)
        directory = directory.resolve()
        paths = candidates(directory, options.count)
        asked = {seed: ask(directory, paths, seed) for seed in SEEDS}
    except NoiseError as error:
        print(error, file=sys.stderr)
        return 2
    wrong = list(differences(asked))
    count = sum(len(answer) for answer in asked[SEEDS[0]]["together"].values())
    print(f"{len(paths)} files, {count} findings, {len(SEEDS)} seeds, 3 ways of asking each")
    print("\n".join(wrong) if wrong else "one answer for each")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
