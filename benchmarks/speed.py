"""Measures what poollint costs, as ratios against commands that do something comparable, run in turn.

    python benchmarks/speed.py                     # all rows, an hour; fetches trees, installs peers
    python benchmarks/speed.py --row start --row grow
    python benchmarks/speed.py --only kombu --only celery --rounds 5

Peers (ruff, pylint, flake8, fixit, semgrep, ast-grep) live in an environment of their own,
`benchmarks/.peers`; one that can't be installed is named in one line. Semgrep and ast-grep run the rules of
`peer_rules`. Times are those that the operating system gives for the finished processes: CPU is user and
system time of a command and of what it started.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from noise_trees import NoiseError, fetch, load_packages, standard_library

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src"
TREES = (
    "ansible-core",
    "celery",
    "django",
    "homeassistant",
    "kombu",
    "networkx",
    "psycopg-pool",
    "sqlalchemy",
    "sympy",
    "transformers",
    "twisted",
)
HEAVY = ("aiomysql", "asyncpg", "kombu", "urllib3")
RULES = HERE / "peer_rules"
PEERS = {
    "ruff": "ruff",
    "pylint": "pylint",
    "flake8": "flake8",
    "fixit": "fixit",
    "semgrep": "semgrep",
    "ast-grep": "ast-grep-cli",
}
"""Commands, and the packages that have them."""
SEMGREP = (
    "semgrep",
    "scan",
    "--metrics=off",
    "--disable-version-check",
    "--quiet",
    f"--config={RULES}/semgrep.yml",
)
AST_GREP = ("ast-grep", "scan", "-r", f"{RULES}/ast_grep.yml")
ROWS = ("start", "candidates", "tree", "treepeers", "peers", "grow")
PLAIN = 'import os\n\n\ndef f(x):\n    return os.path.join(x, "a")\n'
CANDIDATE = "def f(pool):\n    conn = pool.getconn()\n    conn.ping()\n    pool.putconn(conn)\n\n\n"


@dataclass(frozen=True)
class Cost:
    """What one run cost: seconds of CPU and of wall, megabytes of the largest process."""

    cpu: float
    wall: float
    peak: float


def run(command: Sequence[str], directory: Path, **environment: str) -> Cost:
    """Run a command to its end; its output and exit code are of no interest here."""
    settings = {**os.environ, **environment}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its byte code beside it
    settings.pop("POOLLINT_NO_CACHE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=directory,
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return Cost(cpu, wall, usage.ru_maxrss / 1024)


def compare(
    title: str, ours: Callable[[], Cost], other: Callable[[], Cost], rounds: int, *, warm: bool = True
) -> str:
    """A line: median costs of both, run in turn, and the median of the ratios pair by pair."""
    if warm:
        ours(), other()
    pairs = [(ours(), other()) for _ in range(rounds)]

    def middle(side: int, what: str) -> float:
        return statistics.median(getattr(pair[side], what) for pair in pairs)

    ratio = statistics.median(a.cpu / b.cpu for a, b in pairs)
    walls = statistics.median(a.wall / b.wall for a, b in pairs)
    return (
        f"{title:<58}{middle(0, 'cpu'):>9.3f}{middle(1, 'cpu'):>9.3f}{ratio:>8.2f}{walls:>8.2f}"
        f"{middle(0, 'peak'):>8.0f}"
    )


class Bench:
    """The rows of the table."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.rounds: int = options.rounds
        self.trees: Path = options.trees
        self.only: list[str] = options.only
        self.python = sys.executable
        self._script = "import sys; from poollint.__main__ import main; sys.exit(main())"

    def poollint(self, directory: Path, *arguments: str, cache: str = "") -> Cost:
        """A run of the poollint beside this file."""
        settings = {"POOLLINT_CACHE_DIR": cache} if cache else {}
        none = [] if cache else ["--no-cache"]
        return run(
            [self.python, "-c", self._script, "check", *none, *arguments],
            directory,
            PYTHONPATH=str(SOURCE),
            **settings,
        )

    def rows(self, chosen: Sequence[str]) -> Iterator[str]:
        for name in chosen or ROWS:
            yield from getattr(self, name)()

    def start(self) -> Iterator[str]:
        """Three files in which nothing can be wrong."""
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            for name in "abc":
                (place / f"{name}.py").write_text(PLAIN)
            files = ("a.py", "b.py", "c.py")
            bare = [self.python, "-I", "-c", "import re"]
            yield compare(
                "3 plain files / python -I -c 'import re'",
                lambda: self.poollint(place, *files),
                lambda: run(bare, place),
                self.rounds * 4,
            )
            (place / "pyproject.toml").write_text('[tool.poollint]\nignore = ["POOL101"]\n')
            bare = [self.python, "-I", "-c", "import re, tomllib"]
            yield compare(
                "the same with settings / python -I -c 'import re, tomllib'",
                lambda: self.poollint(place, *files),
                lambda: run(bare, place),
                self.rounds * 4,
            )

    def candidates(self) -> Iterator[str]:
        """Three files that must be analysed."""
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            for name in "abc":
                (place / f"{name}.py").write_text(CANDIDATE.replace("def f", f"def f{name}") * 30)
            lines = 3 * 30 * CANDIDATE.count("\n")
            files = ("a.py", "b.py", "c.py")
            yield compare(
                f"3 candidate files, {lines} lines, cold / import libcst",
                lambda: self.poollint(place, *files),
                lambda: run([self.python, "-c", "import libcst"], place),
                self.rounds,
            )
            plain = ("d.py", "e.py", "f.py")
            for name in plain:
                (place / name).write_text(PLAIN)
            store = str(place / "cache")
            yield compare(
                "the same, cached / 3 plain files",
                lambda: self.poollint(place, *files, cache=store),
                lambda: self.poollint(place, *plain, cache=store),
                self.rounds * 4,
            )

    def _fetched(self, names: Sequence[str], folder: Path) -> None:
        """Put links to packages into one folder; hard links, for links to folders are not followed."""
        packages = {package.name: package for package in load_packages(HERE / "noise_packages.toml")}
        for name in names:
            if not self.only or name in self.only:
                source = fetch(packages[name], self.trees)
                shutil.copytree(source, folder / name, copy_function=os.link)

    def _against(
        self, title: str, name: str, command: Sequence[str], ours: Callable[[], Cost], place: Path
    ) -> str:
        """The row against one peer, once; or why there is none."""
        try:
            tool = [str(peer(command[0])), *command[1:], "."]
        except (subprocess.CalledProcessError, OSError):
            return f"{title} / {name}: {PEERS[command[0]]} can't be installed here"
        # A peer may start others of its kind by name (semgrep does).
        path = f"{HERE}/.peers/bin{os.pathsep}{os.environ.get('PATH', '')}"
        return compare(f"{title} / {name}", ours, lambda: run(tool, place, PATH=path), 1, warm=False)

    def _whole_tree(self, place: Path) -> None:
        self._fetched(TREES, place)
        if not self.only:
            standard = standard_library(self.trees)[1]
            shutil.copytree(standard, place / "python", copy_function=os.link)

    def treepeers(self) -> Iterator[str]:
        """The same files against peers that take minutes for them."""
        with tempfile.TemporaryDirectory(dir=self.trees) as folder:
            place = Path(folder) / "tree"
            place.mkdir()
            self._whole_tree(place)
            for name, command in (("ast-grep, 4 rules", AST_GREP), ("semgrep, 6 rules", SEMGREP)):
                yield self._against(
                    "tree, cold", name, command, lambda: self.poollint(place, "--isolated", "-q", "."), place
                )

    def tree(self) -> Iterator[str]:
        """About 20,000 files."""
        with tempfile.TemporaryDirectory(dir=self.trees) as folder:
            place = Path(folder) / "tree"
            place.mkdir()
            self._whole_tree(place)
            count, size, lines = 0, 0, 0
            for path in place.rglob("*.py"):
                data = path.read_bytes()
                count, size, lines = count + 1, size + len(data), lines + data.count(b"\n")
            yield f"tree: {count:,} files, {size / 1e6:.0f} MB, {lines:,} lines"
            ruff = [str(peer("ruff")), "check", "--isolated", "--select", "F", "--no-cache", "-q", "."]
            yield compare(
                "tree, cold, all processors / ruff check --select F --no-cache",
                lambda: self.poollint(place, "--isolated", "-q", "."),
                lambda: run(ruff, place),
                max(1, self.rounds // 3),
            )
            store = str(Path(folder) / "cache")
            yield compare(
                "tree, warm / cold",
                lambda: self.poollint(place, "--isolated", "-q", ".", cache=store),
                lambda: self.poollint(place, "--isolated", "-q", "."),
                max(1, self.rounds // 3),
            )
            grep = ["grep", "-rlE", "--include=*.py", r"\.(acquire|release|get_?conn|put_?conn)", "."]
            yield compare(
                "tree, look at bytes alone / grep -rlE",
                lambda: run([self.python, "-c", _LOOK], place, PYTHONPATH=str(SOURCE)),
                lambda: run(grep, place),
                max(1, self.rounds // 3),
            )

    def peers(self) -> Iterator[str]:
        """Code in which most files matter."""
        with tempfile.TemporaryDirectory(dir=self.trees) as folder:
            place = Path(folder) / "heavy"
            place.mkdir()
            self._fetched(HEAVY, place)
            for name, command in (
                ("pylint, R1732 alone", ["pylint", "--disable=all", "--enable=R1732", "-rn", "-sn"]),
                ("flake8", ["flake8", "-j1"]),
                ("fixit, default rules", ["fixit", "lint"]),
                ("semgrep, 6 rules", SEMGREP),
                ("ast-grep, 4 rules", AST_GREP),
            ):
                yield self._against(
                    " ".join(HEAVY),
                    name,
                    command,
                    lambda: self.poollint(place, "--isolated", "-q", "-j1", "."),
                    place,
                )

    def grow(self) -> Iterator[str]:
        """Time against size, over four doublings."""
        shapes: dict[str, Callable[[int], str]] = {
            "lines without pools": lambda n: "x = f(1, 2)\n" * (n * 4000),
            "functions with a pool": lambda n: "".join(
                CANDIDATE.replace("def f", f"def f{i}") for i in range(n * 4)
            ),
            "one long function": lambda n: (
                "def f(pool):\n" + ("    c = pool.getconn()\n    c.ping()\n    pool.putconn(c)\n" * (n * 4))
            ),
            "a chain of wrappers": lambda n: (
                "def f0(pool):\n    return pool.getconn()\n\n\n"
                + "".join(f"def f{i}(pool):\n    return f{i - 1}(pool)\n\n\n" for i in range(1, n * 8))
            ),
            "nested blocks with an alias each": lambda n: (
                "def f(pool):\n    c = pool.getconn()\n"
                + "".join(f"    if a{i}:\n        c{i} = c\n        c{i}.ping()\n" for i in range(n * 2))
                + "    pool.putconn(c)\n"
            ),
        }
        for title, shape in shapes.items():
            costs = []
            for doubling in range(5):
                text = shape(10 * 2**doubling)
                done = subprocess.run(
                    [self.python, "-c", _CHECK],
                    input=text,
                    capture_output=True,
                    text=True,
                    check=True,
                    env={**os.environ, "PYTHONPATH": str(SOURCE)},
                )
                costs.append(float(done.stdout))
            steps = " ".join(f"{b / a:.2f}" for a, b in itertools.pairwise(costs))
            yield f"growth, {title}: {costs[-1]:.2f} s at the end; time(2n)/time(n) = {steps}"


_CHECK = """
import sys, time
from poollint import check_source
text = sys.stdin.read()
check_source("def f(pool):\\n    c = pool.getconn()\\n    pool.putconn(c)\\n", "warm.py")
costs = []
for _ in range(3):
    start = time.process_time()
    check_source(text, "a.py")
    costs.append(time.process_time() - start)
print(min(costs))
"""
_LOOK = """
import os
from poollint.shipped import FACTS
from poollint.sieve import Sieve
look = Sieve(FACTS).may_matter
for folder, _, names in os.walk("."):
    for name in names:
        if name.endswith(".py"):
            handle = os.open(os.path.join(folder, name), os.O_RDONLY)
            look(os.read(handle, os.fstat(handle).st_size))
            os.close(handle)
"""


def peer(name: str) -> Path:
    """The command of a peer, in the environment of the peers; installed where it is missing."""
    home = HERE / ".peers"
    command = home / "bin" / name
    if not command.exists():
        if not (home / "bin" / "python").exists():
            venv.create(home, with_pip=True)
        pip = [home / "bin" / "python", "-m", "pip", "install", "-q", PEERS[name]]
        subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)
    return command


def versions() -> str:
    """What was measured with."""
    home = HERE / ".peers" / "bin" / "python"
    found = []
    if home.exists():
        listed = subprocess.run(
            [home, "-m", "pip", "list"], capture_output=True, text=True, check=True
        ).stdout
        found = [
            " ".join(match)
            for match in re.findall(rf"^({'|'.join(PEERS.values())})\s+(\S+)", listed, re.MULTILINE)
        ]
    return ", ".join(found)


def main() -> int:
    """Measure and print; 2 where the trees or peers can't be had."""
    options = argparse.ArgumentParser(prog="speed.py", description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--row", action="append", default=[], choices=ROWS)
    options.add_argument("--only", action="append", default=[], metavar="NAME", help="these trees alone")
    options.add_argument("--trees", type=Path, default=HERE / ".trees")
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{datetime.date.today().isoformat()}, Python {platform.python_version()}, {cores} processors")
    print(f"{'ours / other':<58}{'cpu s':>9}{'other':>9}{'cpu':>8}{'wall':>8}{'MB':>8}")
    try:
        for line in Bench(chosen).rows(chosen.row):
            print(line, flush=True)
    except (NoiseError, subprocess.CalledProcessError, OSError) as error:
        print(f"speed.py: {error}", file=sys.stderr)
        return 2
    print(versions())
    return 0


if __name__ == "__main__":
    sys.exit(main())
