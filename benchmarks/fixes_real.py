"""Holds the fixes to real code: releases are planted too early, repaired, and compared with what was there.

    python benchmarks/fixes_real.py                              # every package of noise_packages.toml
    python benchmarks/fixes_real.py --only pymongo --show 40     # and some of the repairs, to be read

The faults are those of `mutations.py`, one for each function. A repaired text must parse and have no finding
that neither the original nor the faulty text has. Nothing is run: whether it does what the original did is
told from its statements.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import random
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src"
sys.path.insert(0, str(SOURCE))

from mutation_causes import identity, tells  # noqa: E402
from mutation_plants import Plant, apply  # noqa: E402
from mutation_sites import Verbs  # noqa: E402
from mutations import File  # noqa: E402
from noise_trees import NoiseError, fetch, load_packages  # noqa: E402

from poollint.config import Config  # noqa: E402
from poollint.finding import Finding, Fix  # noqa: E402
from poollint.fixes.edits import apply as apply_edits  # noqa: E402
from poollint.fixes.edits import as_text_edits  # noqa: E402

HERE = Path(__file__).resolve().parent
MOST_FIXES = 5
VERDICTS = (
    "broken: syntax",
    "broken: a new finding",
    "as it was",
    "same statements, other frame",
    "other",
    "left",
)


@dataclass(frozen=True)
class Repair:
    """What the fixes made of one planted fault; safe where all of them were."""

    package: str
    path: str
    row: int
    kind: str
    verdict: str
    applicability: str = ""
    detail: str = ""
    diff: str = ""

    def __str__(self) -> str:
        words = ", ".join(filter(None, (self.kind, self.verdict, self.applicability, self.detail)))
        return f"{self.package}: {self.path}:{self.row}: {words}"


def repairs(package: str, directory: Path, verbs: Verbs, most: int) -> list[Repair]:
    """One planted fault for each function of a package that has a site, where the default rules report it.

    Of a package with many, `most` at random.
    """
    random_order = random.Random(0)
    files: list[tuple[File, list[list[Plant]]]] = []
    for path in sorted(directory.rglob("*.py")):
        try:
            text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
            file = File(package, path.relative_to(directory).as_posix(), text, verbs)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        by_function: dict[int, list[Plant]] = {}
        for plant in file.plants:
            by_function.setdefault(plant.site.function.lineno, []).append(plant)
        for plants in by_function.values():
            random_order.shuffle(plants)
        if by_function:
            files.append((file, list(by_function.values())))
    functions = [plants for _, some in files for plants in some]
    chosen = {id(plants) for plants in random_order.sample(functions, min(most, len(functions)))}
    return [
        repair
        for file, some in files
        for repair in _of_file(file, [plants for plants in some if id(plants) in chosen])
    ]


class Mender:
    """poollint and one file: what it says of a text of that file that the original does not say."""

    def __init__(self, file: File) -> None:
        from poollint.engine import Engine, shipped_parts

        self._engine = Engine(shipped_parts(isolated=True))
        self._default, self._all = Config(), Config(select=("ALL",))
        self._file = file
        self._known = {identity(one, file.lines) for one in self._findings(file.text, self._default)}
        self._marks = self._marked(file.text)

    def _findings(self, text: str, config: Config) -> tuple[Finding, ...]:
        return self._engine.check(text.encode(), self._file.path, config, offer=False).findings

    def _marked(self, text: str) -> Counter[str]:
        return Counter(f"{one.code} {one.object}" for one in self._findings(text, self._all))

    def told(self, text: str) -> list[Finding]:
        """The findings that the original has not."""
        lines = re.split(r"(?<=\n)", text)
        return [one for one in self._findings(text, self._default) if identity(one, lines) not in self._known]

    def gained(self, text: str, planted: str) -> str:
        """What a text has that neither the original nor the planted one has, by all rules."""
        return ", ".join(sorted(self._marked(text) - (self._marks | self._marked(planted))))

    def mend(self, text: str) -> tuple[str, list[Fix], str]:
        """The text with every fix of what the original has not, these fixes, and why there is none."""
        fixes: list[Fix] = []
        reason = ""
        for _ in range(MOST_FIXES):
            for one in self._engine.offers(text, self._file.path, self._default, self.told(text)):
                if one.fix is not None and one.fix.applicability != "display-only":
                    text = apply_edits(text, as_text_edits(text, one.fix.edits))
                    fixes.append(one.fix)
                    break
                reason = reason or one.no_fix_reason or ""
            else:
                break
        return text, fixes, reason


def _of_file(file: File, functions: list[list[Plant]]) -> Iterator[Repair]:
    if not functions:
        return
    mender = Mender(file)
    for plants in functions:
        for plant in plants:
            planted = "".join(apply(file.lines, [plant])[0])
            told = next((one for one in mender.told(planted) if tells(one, plant, 0)), None)
            if told is not None:
                yield _repaired(file, plant, planted, told.code, mender)
                break


def _repaired(file: File, plant: Plant, planted: str, code: str, mender: Mender) -> Repair:
    text, fixes, reason = mender.mend(planted)
    if not fixes:
        return Repair(file.package, file.path, plant.start, plant.kind, "left", "", f"{code}: {reason}")
    safe = all(fix.applicability == "safe" for fix in fixes)
    words = "; ".join(fix.message + (f" ({fix.reason})" if fix.reason else "") for fix in fixes)
    verdict, gained = "", ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, file.path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        verdict = "broken: syntax"
    else:
        gained = mender.gained(text, planted)
        verdict = "broken: a new finding" if gained else compared(file.text, text)
    return Repair(
        file.package,
        file.path,
        plant.start,
        plant.kind,
        verdict,
        "safe" if safe else "unsafe",
        f"{words}; {gained}" if gained else words,
        _diff(file.text, planted, text),
    )


def compared(before: str, after: str) -> str:
    """How near the second text is to the first."""
    one, other = ast.parse(before), ast.parse(after)
    if ast.dump(one) == ast.dump(other):
        return "as it was"
    if list(_statements(one)) == list(_statements(other)):
        return "same statements, other frame"
    return "other"


def _statements(node: ast.AST) -> Iterator[str]:
    """The statements of a text in order, without the frames of `try` and `finally`, and without `pass`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt) and not isinstance(child, (ast.Try, ast.Pass)):
            heads = [ast.dump(part) for part in ast.iter_child_nodes(child) if not isinstance(part, ast.stmt)]
            yield f"{type(child).__name__} {heads}"
        yield from _statements(child)


def _diff(original: str, planted: str, repaired: str) -> str:
    """What the repair changed, and where it differs from the original."""
    parts = []
    for title, before, after in (("repair", planted, repaired), ("from the original", original, repaired)):
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=12)
        parts.append(f"  {title}\n" + "\n".join(list(lines)[2:]))
    return "\n".join(parts) + "\n"


def render(found: Sequence[Repair], seconds: float) -> str:
    """The figures."""
    out = [f"{len(found)} planted and reported, one for each function, {seconds:.0f} s", ""]
    for which in ("safe", "unsafe", ""):
        own = [one for one in found if one.applicability == which]
        out.append(f"{which or 'no fix':8}{len(own):6}")
        counts = Counter(one.verdict for one in own)
        out += [f"  {count:6} {verdict}" for verdict in VERDICTS if (count := counts[verdict]) and which]
    reasons = Counter(one.detail for one in found if one.verdict == "left")
    out += [f"  {count:6} {reason}" for reason, count in reasons.most_common()]
    packages = Counter(one.package for one in found)
    out += ["", ", ".join(f"{name} {count}" for name, count in sorted(packages.items()))]
    return "\n".join(out) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch, plant, repair, compare. 0: done, 1: a text was broken, 2: could not be measured."""
    options = argparse.ArgumentParser(prog="fixes_real.py", description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--trees", type=Path, default=HERE / ".trees", help="where the packages are kept")
    options.add_argument("--packages", type=Path, default=HERE / "noise_packages.toml")
    options.add_argument("--only", action="append", default=[], metavar="NAME", help="these packages alone")
    options.add_argument(
        "--show", type=int, default=0, metavar="N", help="print N repairs and all that broke"
    )
    options.add_argument("--most", type=int, default=1000, help="functions of a package")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    chosen = options.parse_args(arguments)
    begin = time.perf_counter()
    try:
        verbs = Verbs.load(SOURCE / "poollint" / "data")
        trees = [
            (package.name, fetch(package, chosen.trees))
            for package in load_packages(chosen.packages)
            if not chosen.only or package.name in chosen.only
        ]
    except NoiseError as error:
        print(f"fixes_real.py: {error}", file=sys.stderr)
        return 2
    with ProcessPoolExecutor(chosen.jobs) as executor:
        waiting = [executor.submit(repairs, name, directory, verbs, chosen.most) for name, directory in trees]
        found = [repair for job in waiting for repair in job.result()]
    print(render(found, time.perf_counter() - begin), end="")
    broken = [one for one in found if one.verdict.startswith("broken")]
    made = [one for one in found if one.diff and one not in broken]
    for one in [*broken, *random.Random(0).sample(made, min(chosen.show, len(made)))]:
        print(f"\n{one}\n{one.diff}", end="")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
