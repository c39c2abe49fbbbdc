"""Measures poollint's noise: its default rules over pinned packages, held against what people said of them.

    python benchmarks/noise.py                 # fetch what is missing, run, print the figures
    python benchmarks/noise.py --strict        # the same, exit code 1 where a finding has no verdict
    python benchmarks/noise.py --diff ../old   # findings that another build adds or takes away

The packages are only unpacked, never built, imported or run. `README.md` says how to judge a finding.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from noise_trees import STDLIB, NoiseError, fetch, load_packages, read_toml, standard_library

HERE = Path(__file__).resolve().parent
Judgement = Literal["true", "false", "doubtful"]
JUDGEMENTS: tuple[Judgement, ...] = ("true", "false", "doubtful")
TEST_LINES, OTHER_LINES = 50_000, 500_000  # the aims are stated per so many lines


@dataclass(frozen=True)
class Reported:
    """One finding of a run, with its place inside the package and the text of its primary line."""

    package: str
    path: str
    row: int
    column: int
    code: str
    message: str
    line: str
    fingerprint: str
    test: bool
    trail: tuple[tuple[str, str, int, str], ...] = ()  # (kind, path, row, message)

    @property
    def identity(self) -> tuple[str, str, int, int, str]:
        return (self.package, self.path, self.row, self.column, self.code)

    def __str__(self) -> str:
        return f"{self.package}: {self.path}:{self.row}:{self.column}: {self.code} {self.message}"


@dataclass(frozen=True)
class Verdict:
    """What a person said about a finding; it is found again by fingerprint or by the text of its line."""

    package: str
    path: str
    code: str
    verdict: Judgement
    reason: str
    line: str | None = None
    fingerprint: str | None = None

    def covers(self, finding: Reported) -> bool:
        if (self.package, self.path, self.code) != (finding.package, finding.path, finding.code):
            return False
        if self.fingerprint is not None and self.fingerprint == finding.fingerprint:
            return True
        return self.line is not None and self.line == finding.line


@dataclass
class Read:
    """What was read of one package: files and lines, test code apart."""

    files: int = 0
    test_files: int = 0
    lines: int = 0
    test_lines: int = 0
    unparsed: int = 0

    def add(self, other: Read) -> None:
        self.files += other.files
        self.test_files += other.test_files
        self.lines += other.lines
        self.test_lines += other.test_lines
        self.unparsed += other.unparsed


@dataclass
class Run:
    """One build over all trees."""

    findings: list[Reported] = field(default_factory=list)
    read: dict[str, Read] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def total(self) -> Read:
        whole = Read()
        for one in self.read.values():
            whole.add(one)
        return whole


# --- verdicts ----------------------------------------------------------------------


def load_verdicts(path: Path) -> list[Verdict]:
    """The verdicts of a TOML file; NoiseError names the first entry that can't be one."""
    verdicts = []
    for number, entry in enumerate(read_toml(path).get("verdict", []), 1):
        where = f"{path.name}: verdict {number}"
        if entry.get("verdict") not in JUDGEMENTS:
            raise NoiseError(f"{where}: `verdict` must be one of {', '.join(JUDGEMENTS)}")
        if not str(entry.get("reason", "")).strip():
            raise NoiseError(f"{where}: a verdict needs a reason")
        if entry.get("line") is None and entry.get("fingerprint") is None:
            raise NoiseError(f"{where}: give `line` or `fingerprint`")
        try:
            verdicts.append(Verdict(**entry))
        except TypeError as error:
            raise NoiseError(f"{where}: {error}") from None
    return verdicts


# --- running the linter --------------------------------------------------------------


@dataclass(frozen=True)
class Build:
    """A linter to run: a Python that has poollint, or a source folder for this Python."""

    python: str = sys.executable
    source: Path | None = None

    @staticmethod
    def of(where: str) -> Build:
        """A build from an argument: a Python executable, a source folder, or a checkout with `src`."""
        path = Path(where)
        for folder in (path, path / "src"):
            if (folder / "poollint" / "__init__.py").is_file():
                return Build(source=folder.resolve())
        if path.is_file() or shutil.which(where):
            return Build(python=where)
        raise NoiseError(f"{where}: neither a Python nor a folder that holds poollint")

    def call(self, arguments: Sequence[str], directory: Path) -> subprocess.CompletedProcess[str]:
        environment = dict(os.environ, PYTHONUTF8="1", POOLLINT_NO_CACHE="1")
        if self.source is not None:
            environment["PYTHONPATH"] = str(self.source)
        # -P: the unpacked package is the working directory and must never be importable.
        safe = ["-P"] if sys.version_info >= (3, 11) else []
        command = [self.python, *safe, "-m", "poollint", *arguments]
        return subprocess.run(
            command,
            cwd=directory,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            errors="replace",
        )

    def version(self) -> str:
        result = self.call(["--version"], HERE)
        return result.stdout.strip() or f"unknown ({result.stderr.strip()[-200:]})"


def default_build() -> Build:
    """The poollint beside this file; the installed one where there is none."""
    source = HERE.parent / "src"
    return Build(source=source) if (source / "poollint" / "__init__.py").is_file() else Build()


def is_test_path(path: str) -> bool:
    """Whether a path inside a package is test code: by the linter's own default patterns."""
    parts = PurePosixPath(path).parts
    name = parts[-1]
    return (
        (name.startswith("test_") and name.endswith(".py"))
        or name.endswith("_test.py")
        or name == "conftest.py"
        or any(part in ("tests", "test") for part in parts[:-1])
    )


def check(build: Build, label: str, directory: Path, extra: Sequence[str]) -> Run:
    """Run one build over one unpacked package, as its maintainer would: from its root."""
    run = Run(read={label: Read()})
    name = label.rpartition("-")[0]
    shown = build.call(["check", "--isolated", "--show-files", *extra, "."], directory)
    paths = [_inside(line, directory) for line in shown.stdout.splitlines() if line.endswith(".py")]
    texts: dict[str, list[str]] = {}
    for path in paths:
        text = (directory / path).read_bytes()
        lines = text.count(b"\n") + (not text.endswith(b"\n") and bool(text))
        if is_test_path(path):
            run.read[label].add(Read(files=1, test_files=1, test_lines=lines))
        else:
            run.read[label].add(Read(files=1, lines=lines))
    if shown.returncode not in (0, 1):
        run.problems.append(f"{label}: --show-files: exit {shown.returncode}: {shown.stderr.strip()[-400:]}")
    result = build.call(["check", "--isolated", "--output-format", "json", *extra, "."], directory)
    if result.returncode not in (0, 1) or "Traceback" in result.stderr:
        run.problems.append(f"{label}: exit {result.returncode}: {result.stderr.strip()[-2000:]}")
    try:
        items = json.loads(result.stdout or "[]")
    except json.JSONDecodeError as error:
        run.problems.append(f"{label}: the output is no JSON: {error}")
        return run
    for item in items:
        if item["code"].startswith("POOL9"):
            run.read[label].unparsed += item["code"] == "POOL900"
            continue
        path = _inside(item["filename"], directory)
        if path not in texts:
            texts[path] = (directory / path).read_text(encoding="utf-8", errors="replace").splitlines()
        run.findings.append(_reported(item, name, path, directory, texts[path]))
    return run


def _reported(item: dict[str, Any], package: str, path: str, directory: Path, lines: list[str]) -> Reported:
    row = item["location"]["row"]
    trail = tuple(
        (step["kind"], _inside(step["filename"], directory), step["location"]["row"], step["message"])
        for step in item.get("trail", ())
    )
    return Reported(
        package=package,
        path=path,
        row=row,
        column=item["location"]["column"],
        code=item["code"],
        message=item["message"],
        line=lines[row - 1].strip() if 0 < row <= len(lines) else "",
        fingerprint=item.get("fingerprint") or "",
        test=is_test_path(path),
        trail=trail,
    )


def _inside(filename: str, directory: Path) -> str:
    path = Path(filename)
    if path.is_absolute():
        path = Path(os.path.relpath(path, directory))
    return path.as_posix()


def run_all(
    build: Build,
    trees: Iterable[tuple[str, Path]],
    jobs: int,
    extra: Sequence[str] = (),
    done: Callable[[Run], None] = lambda run: None,
) -> Run:
    """Run one build over all trees, several packages at a time; the order of the result is fixed.

    `done` gets the run of each package as soon as it has ended, in any order.
    """

    def one(tree: tuple[str, Path]) -> Run:
        run = check(build, tree[0], tree[1], extra)
        done(run)
        return run

    whole = Run()
    with ThreadPoolExecutor(max_workers=jobs) as executor:
        for run in executor.map(one, trees):
            whole.findings += run.findings
            whole.read.update(run.read)
            whole.problems += run.problems
    whole.findings.sort(key=lambda finding: finding.identity)
    return whole


# --- holding findings against verdicts -----------------------------------------------


def judge(findings: Iterable[Reported], verdicts: Sequence[Verdict]) -> dict[Reported, Verdict | None]:
    """Each finding with its verdict; one that names a fingerprint goes before one that names a line."""
    by_place: dict[tuple[str, str, str], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_place[verdict.package, verdict.path, verdict.code].append(verdict)
    judged: dict[Reported, Verdict | None] = {}
    for finding in findings:
        fitting = [v for v in by_place[finding.package, finding.path, finding.code] if v.covers(finding)]
        fitting.sort(key=lambda v: v.fingerprint != finding.fingerprint)
        judged[finding] = fitting[0] if fitting else None
    return judged


def unused(judged: dict[Reported, Verdict | None], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Verdicts on what is no longer reported."""
    return [v for v in verdicts if not any(v.covers(finding) for finding in judged)]


# --- what is printed -----------------------------------------------------------------


def frame(finding: Reported, directory: Path, around: int = 2) -> list[str]:
    """The lines that a person needs to judge a finding: each step of the trail with its surroundings."""
    shown: dict[str, dict[int, str]] = {finding.path: {finding.row: "<- reported"}}
    for kind, path, row, message in finding.trail:
        notes = shown.setdefault(path, {})
        notes[row] = f"{notes[row]}; {kind}: {message}" if row in notes else f"<- {kind}: {message}"
    out = []
    for path, notes in shown.items():
        try:
            lines = (directory / path).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        rows = sorted(
            {r for row in notes for r in range(row - around, row + around + 1) if 0 < r <= len(lines)}
        )
        out.append(f"    {path}")
        last = rows[0] if rows else 0
        for row in rows:
            if row > last + 1:
                out.append("      ...")
            last = row
            out.append(
                _printable(f"    {row:>5} | {lines[row - 1].rstrip()}   {notes.get(row, '')}".rstrip())
            )
    return out


def _printable(text: str) -> str:
    return re.sub(r"[^\S\n]|[\x00-\x1f\x7f-\x9f]", " ", text)


def tally(judged: dict[Reported, Verdict | None]) -> Counter[str]:
    """Counts by judgement, with the key `unjudged` for the rest."""
    return Counter(verdict.verdict if verdict else "unjudged" for verdict in judged.values())


def _row(label: str, counts: Counter[str]) -> str:
    cells = [sum(counts.values()), *(counts[key] for key in (*JUDGEMENTS, "unjudged"))]
    return f"{label:<34}" + "".join(f"{cell:>10}" for cell in cells)


def rate(false: int, lines: int, per: int) -> str:
    """False findings per so many lines, to two places; `-` where nothing was read."""
    return f"{false * per / lines:.2f}" if lines else "-"


def render(run: Run, judged: dict[Reported, Verdict | None], heading: Sequence[str]) -> str:
    """The figures: head, packages, rules and the aims, as text."""
    out = [*heading, ""]
    total = run.total
    out.append(
        f"{total.files:,} files of {len(run.read)} packages: {total.lines:,} lines of code and "
        f"{total.test_lines:,} lines of test code; {total.unparsed} files could not be parsed"
    )
    out += ["", f"{'package':<34}{'files':>10}{'lines':>10}{'test':>10}{'findings':>10}"]
    found: Counter[str] = Counter(finding.package for finding in run.findings)
    for label, read in sorted(run.read.items()):
        count = found[label.rpartition("-")[0]]
        out.append(f"{label:<34}{read.files:>10,}{read.lines:>10,}{read.test_lines:>10,}{count:>10}")
    head = "".join(f"{word:>10}" for word in ("findings", *JUDGEMENTS, "unjudged"))
    for title, test in (("code", False), ("test code", True)):
        part = {finding: verdict for finding, verdict in judged.items() if finding.test is test}
        out += ["", f"{title:<34}{head}"]
        for code in sorted({finding.code for finding in part}):
            of_code = {finding: verdict for finding, verdict in part.items() if finding.code == code}
            out.append(_row(code, tally(of_code)))
            for name in sorted({finding.package for finding in of_code}):
                out.append(_row(f"  {name}", tally({f: v for f, v in of_code.items() if f.package == name})))
        out.append(_row("all", tally(part)))
        lines, per = (total.test_lines, TEST_LINES) if test else (total.lines, OTHER_LINES)
        out.append(f"false per {per:,} lines: {rate(tally(part)['false'], lines, per)}")
    out.append("")
    for code in sorted({finding.code for finding in judged}):
        counts = tally({f: v for f, v in judged.items() if f.code == code and not f.test})
        known = counts["true"] + counts["false"]
        if known >= 10:
            out.append(
                f"{code}: {counts['true'] / known:.0%} of {known} judged ones outside test code are true"
            )
    return "\n".join(out).rstrip() + "\n"


def render_unjudged(judged: dict[Reported, Verdict | None], directories: dict[str, Path]) -> str:
    """Each finding without a verdict, with its code, ready to be judged."""
    out = []
    for finding, verdict in judged.items():
        if verdict is None:
            out += ["", str(finding), *frame(finding, directories[finding.package])]
    return "\n".join(out) + "\n" if out else ""


def progress(run: Run, verdicts: Sequence[Verdict]) -> str:
    """A line on the package that has just been read, and one for each of its findings without a verdict."""
    ((label, read),) = run.read.items()
    waiting = [str(finding) for finding, verdict in judge(run.findings, verdicts).items() if verdict is None]
    head = f"{label}: {read.files:,} files, {len(run.findings)} findings, {len(waiting)} unjudged"
    return "\n  ".join([head, *waiting])


def stubs(judged: dict[Reported, Verdict | None]) -> str:
    """TOML for the unjudged findings; verdict and reason are left to be written."""
    out = []
    for finding, verdict in judged.items():
        if verdict is None:
            fields = {
                "package": finding.package,
                "path": finding.path,
                "code": finding.code,
                "line": finding.line,
            }
            out += ["[[verdict]]", *(f"{key} = {json.dumps(value)}" for key, value in fields.items())]
            out += ['verdict = ""', 'reason = ""', ""]
    return "\n".join(out)


def render_diff(before: Run, after: Run) -> str:
    """Findings that `after` takes away from and adds to `before`, by place and code."""
    old = {finding.identity: finding for finding in before.findings}
    new = {finding.identity: finding for finding in after.findings}
    out = [f"- {old[key]}" for key in sorted(old.keys() - new.keys())]
    out += [f"+ {new[key]}" for key in sorted(new.keys() - old.keys())]
    out.append(
        f"{len(old.keys() - new.keys())} removed, {len(new.keys() - old.keys())} added, {len(new)} in all"
    )
    return "\n".join(out) + "\n"


# --- the command ---------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    options = argparse.ArgumentParser(prog="noise.py", description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--trees", type=Path, default=HERE / ".trees", help="where the packages are kept")
    options.add_argument("--packages", type=Path, default=HERE / "noise_packages.toml")
    options.add_argument("--verdicts", type=Path, default=HERE / "noise_verdicts.toml")
    options.add_argument("--only", action="append", default=[], metavar="NAME", help="these packages alone")
    options.add_argument("--select", metavar="RULES", help="other rules than the default ones")
    options.add_argument("--build", metavar="PYTHON_OR_SRC", help="the linter to measure, not this one")
    options.add_argument("--diff", metavar="PYTHON_OR_SRC", help="an older build to compare with")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    options.add_argument(
        "--stubs", type=Path, metavar="FILE", help="write TOML for the unjudged findings here"
    )
    options.add_argument("--strict", action="store_true", help="exit 1 where a finding has no verdict")
    options.add_argument("--fetch-only", action="store_true", help="fill the trees and stop")
    options.add_argument("--quiet", action="store_true", help="leave out the code of unjudged findings")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch, run, judge, print. 0: done, 1: unjudged findings under --strict, 2: could not be measured."""
    options = parser().parse_args(arguments)
    try:
        return measure(options)
    except NoiseError as error:
        print(f"noise.py: {error}", file=sys.stderr)
        return 2


def measure(options: argparse.Namespace) -> int:
    """What `main` does, with its options parsed."""
    trees: list[tuple[str, Path]] = []
    for package in load_packages(options.packages):
        if not options.only or package.name in options.only:
            trees.append((package.label, fetch(package, options.trees)))
    if not options.only or STDLIB in options.only:
        trees.append(standard_library(options.trees))
    if not trees:
        raise NoiseError(f"no such package: {', '.join(options.only)}")
    if options.fetch_only:
        return 0
    verdicts = load_verdicts(options.verdicts)
    build = Build.of(options.build) if options.build else default_build()
    extra = ["--select", options.select] if options.select else []
    run = run_all(
        build,
        trees,
        options.jobs,
        extra,
        lambda one: print(progress(one, verdicts), file=sys.stderr, flush=True),
    )
    judged = judge(run.findings, verdicts)
    heading = [
        f"{build.version()} with {options.select or 'the default rules'}, "
        f"Python {platform.python_version()}, {datetime.date.today().isoformat()}"
    ]
    print(render(run, judged, heading), end="")
    directories = {label.rpartition("-")[0]: directory for label, directory in trees}
    waiting = [finding for finding, verdict in judged.items() if verdict is None]
    if waiting and not options.quiet:
        print(f"\n{len(waiting)} unjudged:\n{render_unjudged(judged, directories)}", end="")
    stale = unused(judged, verdicts)
    if stale and not options.only:
        print(f"\n{len(stale)} verdicts are on what is no longer reported")
    if options.stubs:
        options.stubs.write_text(stubs(judged), encoding="utf-8")
    if options.diff:
        print(f"\nagainst {options.diff}:")
        print(render_diff(run_all(Build.of(options.diff), trees, options.jobs, extra), run), end="")
    for problem in run.problems:
        print(f"noise.py: {problem}", file=sys.stderr)
    if run.problems:
        return 2
    return 1 if options.strict and waiting else 0


if __name__ == "__main__":
    sys.exit(main())
