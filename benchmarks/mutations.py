"""Plants faults in real code and asks whether poollint sees them: releases that come one use too early.

    python benchmarks/mutations.py                               # every package of noise_packages.toml
    python benchmarks/mutations.py --only kombu --only swift     # some of them
    python benchmarks/mutations.py --only kombu --show missed    # with the text of what is missed
    python benchmarks/mutations.py --show sample=40              # some planted faults, to be read by a person

The packages are only unpacked, never built, imported or run. `README.md` says what counts as a site.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import random
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mutation_plants import Plant, apply, plants
from mutation_sites import Module, Site, Verbs, sites
from noise import is_test_path, load_verdicts
from noise_trees import NoiseError, fetch, load_packages

if TYPE_CHECKING:
    from mutation_causes import Linter

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src"


@dataclass(frozen=True)
class Outcome:
    """One planted fault; `cause` says why it was missed, "" where it was found."""

    package: str
    path: str
    row: int
    test: bool
    kind: str
    site: str
    cause: str
    diff: str

    def __str__(self) -> str:
        state = f"missed: {self.cause}" if self.cause else "found"
        return f"{self.package}: {self.path}:{self.row}: {self.kind}; {self.site}; {state}"


@dataclass(frozen=True)
class Told:
    """A finding on the untouched text of a function that has a site."""

    package: str
    path: str
    row: int
    code: str
    message: str
    line: str

    def __str__(self) -> str:
        return f"{self.package}: {self.path}:{self.row}: {self.code} {self.message}"


@dataclass
class Measured:
    """What one package gave: its sites by kind, test code apart, the outcomes, and findings on originals."""

    package: str
    sites: Counter[tuple[bool, str]] = field(default_factory=Counter)
    outcomes: list[Outcome] = field(default_factory=list)
    originals: list[Told] = field(default_factory=list)
    unread: int = 0


# --- one file ------------------------------------------------------------------------


class File:
    """One file: its sites, the faults that can be planted there, and what the linter says of them."""

    def __init__(self, package: str, path: str, text: str, verbs: Verbs) -> None:
        self.package = package
        self.path = path
        self.text = text
        self.lines = re.split(r"(?<=\n)", text)  # as the parser counts lines: splitlines() knows more ends
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
        self.sites = list(sites(Module(tree, verbs)))
        offered = (plant for site in self.sites for plant in plants(site, self.lines, verbs))
        self.plants = [plant for plant in offered if self._compiles(plant)]

    def _compiles(self, plant: Plant) -> bool:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile("".join(apply(self.lines, [plant])[0]), self.path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return False
        return True

    def judge(self, linter: Linter, measured: Measured) -> None:
        """Add each planted fault with its outcome, and what is told of the original."""
        from mutation_causes import identity

        test = is_test_path(self.path)
        measured.sites.update((test, describe(site)) for site in self.sites)
        original = linter.findings(self.text, self.path)
        inside = {row for site in self.sites for row in _rows(site)}
        for finding in original:
            row = finding.span.start.row
            if row in inside:
                line = self.lines[row - 1].strip()
                told = Told(self.package, self.path, row, finding.code, finding.message, line)
                measured.originals.append(told)
        known = {identity(finding, self.lines) for finding in original}
        for batch in batches(self.plants):
            for plant, why in linter.causes(batch, self.lines, self.path, known).items():
                measured.outcomes.append(self._outcome(plant, test, why))

    def _outcome(self, plant: Plant, test: bool, why: str) -> Outcome:
        after, _ = apply(self.lines, [plant])
        rows = _rows(plant.site)
        near = slice(max(rows.start - 1, plant.start - 15), min(rows.stop - 1, plant.end + 8))
        stop = near.stop + len(after) - len(self.lines)
        diff = difflib.ndiff(self.lines[near], after[near.start : stop])
        shown = "".join(line for line in diff if not line.startswith("?"))
        kind = plant.kind + (", join" if plant.joins else "")
        return Outcome(self.package, self.path, plant.start, test, kind, describe(plant.site), why, shown)


def describe(site: Site) -> str:
    """The kind of a site in words: how the object goes back, what holds it, and the evidence."""
    how = "end of a with" if site.form == "with" else f"call, {site.holder}"
    return f"{how}, {site.evidence}" + (", weak verbs" if site.weak and site.evidence != "free list" else "")


def _rows(site: Site) -> range:
    return range(site.function.lineno, (site.function.end_lineno or site.function.lineno) + 1)


def batches(chosen: Iterable[Plant]) -> Iterator[list[Plant]]:
    """The faults in groups, so that no two of a group stand in one function."""
    waiting = list(chosen)
    while waiting:
        batch: list[Plant] = []
        rest: list[Plant] = []
        taken: set[int] = set()
        for plant in waiting:
            rows = _rows(plant.site)
            if taken.isdisjoint(rows):
                taken.update(rows)
                batch.append(plant)
            else:
                rest.append(plant)
        yield batch
        waiting = rest


# --- one package ---------------------------------------------------------------------


def measure_package(package: str, directory: Path, verbs: Verbs, source: Path) -> Measured:
    """All files of one unpacked package."""
    if str(source) not in sys.path:
        sys.path.insert(0, str(source))
    from mutation_causes import Linter

    linter = Linter()
    measured = Measured(package)
    for path in sorted(directory.rglob("*.py")):
        try:
            text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
            file = File(package, path.relative_to(directory).as_posix(), text, verbs)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            measured.unread += 1
            continue
        if file.sites:
            file.judge(linter, measured)
    return measured


# --- what is printed -----------------------------------------------------------------


def share(outcomes: Sequence[Outcome]) -> str:
    """Planted, found, and the share, in three columns."""
    found = sum(not outcome.cause for outcome in outcomes)
    part = f"{found / len(outcomes):.0%}" if outcomes else "-"
    return f"{len(outcomes):>9}{found:>9}{part:>9}"


def render(everything: Sequence[Measured]) -> str:
    """The figures, test code apart: by package, by mutation, by kind of site; then the misses by cause."""
    out = []
    for test, title in ((False, "code"), (True, "test code")):
        outcomes = [o for measured in everything for o in measured.outcomes if o.test is test]
        head = f"{'sites':>9}{'planted':>9}{'found':>9}{'share':>9}"
        out += ["", f"{title:<48}{head}"]
        for measured in everything:
            count = sum(n for (tested, _), n in measured.sites.items() if tested is test)
            if count:
                own = [o for o in measured.outcomes if o.test is test]
                out.append(f"  {measured.package:<46}{count:>9}{share(own)}")
        sites = Counter[str]()
        for measured in everything:
            sites.update({kind: n for (tested, kind), n in measured.sites.items() if tested is test})
        out.append(f"{'all':<48}{sites.total():>9}{share(outcomes)}")
        out += ["", "by mutation"]
        for kind in sorted({o.kind for o in outcomes}):
            out.append(f"  {kind:<46}{'':>9}{share([o for o in outcomes if o.kind == kind])}")
        out += ["", "by kind of site"]
        for kind, count in sorted(sites.items()):
            out.append(f"  {kind:<46}{count:>9}{share([o for o in outcomes if o.site == kind])}")
        causes = Counter(o.cause for o in outcomes if o.cause)
        if causes:
            out += ["", "missed, by cause"]
            out += [f"  {count:>5}  {cause}" for cause, count in causes.most_common()]
    return "\n".join(out).lstrip("\n") + "\n"


def render_originals(everything: Sequence[Measured], verdicts: Path) -> str:
    """The findings on untouched functions with a site, with what people said of them."""
    judged = {(v.package, v.path, v.code, v.line): v.verdict for v in load_verdicts(verdicts)}
    out = []
    for told in (told for measured in everything for told in measured.originals):
        verdict = judged.get((told.package, told.path, told.code, told.line), "unjudged")
        out.append(f"  {verdict:<9}{told}")
    return "\n".join([f"findings on the originals: {len(out)}", *out]) + "\n"


def chosen(outcomes: list[Outcome], show: str) -> list[Outcome]:
    """The planted faults that `--show` asks for: all, missed, found, or sample=N (always the same ones)."""
    if show.startswith("sample="):
        return random.Random(0).sample(outcomes, min(int(show[7:]), len(outcomes)))
    return [o for o in outcomes if show == "all" or (show == "missed") is bool(o.cause)]


# --- the command ---------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    options = argparse.ArgumentParser(prog="mutations.py", description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--trees", type=Path, default=HERE / ".trees", help="where the packages are kept")
    options.add_argument("--packages", type=Path, default=HERE / "noise_packages.toml")
    options.add_argument("--verdicts", type=Path, default=HERE / "noise_verdicts.toml")
    options.add_argument("--only", action="append", default=[], metavar="NAME", help="these packages alone")
    options.add_argument("--source", type=Path, default=SOURCE, help="the folder of the poollint to ask")
    options.add_argument(
        "--show", metavar="WHICH", help="print all, missed, found or sample=N planted faults"
    )
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch, plant, ask, print. 0: done, 2: could not be measured."""
    options = parser().parse_args(arguments)
    try:
        verbs = Verbs.load(SOURCE / "poollint" / "data")
        trees = [
            (package.name, fetch(package, options.trees))
            for package in load_packages(options.packages)
            if not options.only or package.name in options.only
        ]
        if not trees:
            raise NoiseError(f"no such package: {', '.join(options.only)}")
    except NoiseError as error:
        print(f"mutations.py: {error}", file=sys.stderr)
        return 2
    with ProcessPoolExecutor(options.jobs) as executor:
        waiting = [
            executor.submit(measure_package, name, directory, verbs, options.source.resolve())
            for name, directory in trees
        ]
        everything = [job.result() for job in waiting]
    everything.sort(key=lambda measured: measured.package)
    print(render(everything))
    print(render_originals(everything, options.verdicts), end="")
    if options.show:
        for outcome in chosen([o for measured in everything for o in measured.outcomes], options.show):
            print(f"\n{outcome}\n{outcome.diff}", end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
