"""The noise command: unpacking, running a build, holding findings against verdicts, and the figures."""

from __future__ import annotations

import hashlib
import importlib
import json
import re
import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"

# A stand-in for the linter: reports each line that says FAULT, knows `--show-files`, writes nothing else.
FAKE = """
import json, pathlib, sys
if "--version" in sys.argv:
    print("poollint 0.0-fake")
    sys.exit(0)
files = sorted(pathlib.Path(".").rglob("*.py"))
if "--show-files" in sys.argv:
    print("\\n".join(str(path.resolve()) for path in files))
    sys.exit(0)
found = []
for path in files:
    for row, line in enumerate(path.read_text().splitlines(), 1):
        if "FAULT" in line or "BROKEN" in line:
            place = {"row": row, "column": 1}
            found.append({
                "code": "POOL101" if "FAULT" in line else "POOL900", "message": "said", "filename": str(path),
                "location": place, "end_location": place, "fingerprint": f"{path}:{line.strip()}",
                "trail": [{"kind": "released", "filename": str(path), "location": place, "message": "back"}],
            })
print(json.dumps(found))
sys.exit(1 if found else 0)
"""


@pytest.fixture
def noise(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("noise")


def build_in(folder: Path, text: str = FAKE) -> Path:
    """A source folder that holds a stand-in for poollint."""
    package = folder / "poollint"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text(text)
    return folder


def sdist(folder: Path, name: str, files: dict[str, str]) -> dict[str, str]:
    """Write a source distribution; give back its entry of noise_packages.toml."""
    archive = folder / f"{name}-1.0.tar.gz"
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive, "w:gz") as out:
        for path, text in files.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(text.encode())
            out.addfile(entry, BytesIO(text.encode()))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    return {"name": name, "version": "1.0", "archive": archive.name, "sha256": digest}


def toml(table: str, entries: list[dict[str, str]]) -> str:
    return "\n".join(
        line
        for entry in entries
        for line in [f"[[{table}]]", *(f"{k} = {json.dumps(v)}" for k, v in entry.items())]
    )


class Bench:
    """A small benchmark: one package of which two lines of code and one of its tests are reported."""

    def __init__(self, noise: Any, folder: Path) -> None:
        self.noise = noise
        self.trees = folder / "trees"
        self.source = build_in(folder / "fake")
        self.packages = folder / "packages.toml"
        self.verdicts = folder / "verdicts.toml"
        files = {
            "lent-1.0/lent/core.py": "a = 1\nrelease(a)  # FAULT one\n\nrelease(a)  # FAULT two\n",
            "lent-1.0/tests/test_core.py": "    FAULT\n",
            "lent-1.0/lent/old.py": "BROKEN\n",
            "lent-1.0/README": "not code",
            "lent-1.0/../../outside.py": "FAULT\n",
        }
        self.packages.write_text(toml("package", [sdist(self.trees / "archives", "lent", files)]))
        self.judge()

    def judge(self, *entries: dict[str, str]) -> None:
        base = {"package": "lent", "path": "lent/core.py", "code": "POOL101", "reason": "seen"}
        self.verdicts.write_text(toml("verdict", [{**base, **entry} for entry in entries]))

    def run(self, *options: str) -> int:
        fixed = ["--trees", self.trees, "--packages", self.packages, "--verdicts", self.verdicts]
        status: int = self.noise.main(
            [*map(str, fixed), "--only", "lent", "--build", str(self.source), "--jobs", "2", *options]
        )
        return status


@pytest.fixture
def bench(noise: Any, tmp_path: Path) -> Bench:
    return Bench(noise, tmp_path)


def cells(text: str, label: str) -> list[list[str]]:
    """The numbers of each printed row with this label."""
    return [line.split()[1:] for line in text.splitlines() if line.split()[:1] == [label]]


def test_figures(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.judge({"line": "release(a)  # FAULT one", "verdict": "true"})
    assert bench.run() == 0
    out = capsys.readouterr().out
    assert out.startswith("poollint 0.0-fake with the default rules, Python ")
    assert (
        "3 files of 1 packages: 5 lines of code and 1 lines of test code; 1 files could not be parsed" in out
    )
    assert cells(out, "lent-1.0") == [["3", "5", "1", "3"]]
    assert cells(out, "POOL101") == [["2", "1", "0", "0", "1"], ["1", "0", "0", "0", "1"]]
    assert cells(out, "lent") == [["2", "1", "0", "0", "1"], ["1", "0", "0", "0", "1"]]
    assert "false per 500,000 lines: 0.00" in out


def test_unjudged_findings_are_listed_with_their_code(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.run() == 0
    out = capsys.readouterr().out
    assert "3 unjudged:" in out
    assert "lent: lent/core.py:2:1: POOL101 said" in out
    assert "    2 | release(a)  # FAULT one   <- reported; released: back" in out
    assert "    1 | a = 1" in out


def test_false_ones_are_counted_per_lines(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.judge({"fingerprint": "lent/core.py:release(a)  # FAULT two", "verdict": "false"})
    bench.run()
    assert f"false per 500,000 lines: {500_000 / 5:.2f}" in capsys.readouterr().out


def test_strict_fails_until_all_is_judged(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run("--strict") == 1
    assert "3 unjudged:" in capsys.readouterr().out
    bench.judge(
        {"line": "release(a)  # FAULT one", "verdict": "true"},
        {"line": "release(a)  # FAULT two", "verdict": "doubtful"},
        {"path": "tests/test_core.py", "line": "FAULT", "verdict": "false"},
    )
    assert bench.run("--strict") == 0
    assert "unjudged:" not in capsys.readouterr().out


def test_stubs_become_verdicts_once_filled_in(bench: Bench, tmp_path: Path) -> None:
    bench.run("--stubs", str(tmp_path / "stubs.toml"))
    text = (tmp_path / "stubs.toml").read_text()
    bench.verdicts.write_text(
        text.replace('verdict = ""', 'verdict = "true"').replace('reason = ""', 'reason = "r"')
    )
    assert bench.run("--strict") == 0


def test_diff_of_two_builds(bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    older = build_in(tmp_path / "older" / "src", FAKE.replace('"FAULT" in line or', '"FAULT two" in line or'))
    bench.run("--diff", str(older.parent))
    out = capsys.readouterr().out.partition("against ")[2]
    assert re.findall(r"^([-+]) lent: (\S+):", out, re.MULTILINE) == [
        ("+", "lent/core.py:2:1"),
        ("+", "tests/test_core.py:1:1"),
    ]
    assert "0 removed, 2 added, 3 in all" in out


def test_verdicts_on_what_is_gone(noise: Any) -> None:
    gone = noise.Verdict("lent", "lent/core.py", "POOL101", "true", "r", line="no such line")
    assert noise.unused({}, [gone]) == [gone]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"line": "x", "verdict": "maybe"}, "must be one of"),
        ({"line": "x", "verdict": "true", "reason": " "}, "needs a reason"),
        ({"verdict": "true"}, "`line` or `fingerprint`"),
        ({"line": "x", "verdict": "true", "linne": "x"}, "linne"),
    ],
)
def test_a_bad_verdict_is_named(
    bench: Bench, capsys: pytest.CaptureFixture[str], entry: dict[str, str], said: str
) -> None:
    bench.judge({"line": "a", "verdict": "true"}, entry)
    assert bench.run() == 2
    err = capsys.readouterr().err
    assert "verdict 2" in err
    assert said in err


def test_a_crash_of_the_linter_is_told(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = build_in(tmp_path / "broken", "raise SystemError('gone')")
    assert bench.run("--build", str(broken)) == 2
    assert "gone" in capsys.readouterr().err


def test_nothing_leaves_the_tree(bench: Bench) -> None:
    bench.run()
    root = bench.trees / "lent-1.0"
    assert {path.relative_to(root).as_posix() for path in root.rglob("*.py")} == {
        "lent/core.py",
        "lent/old.py",
        "tests/test_core.py",
    }
    assert not list(bench.trees.parent.rglob("outside.py"))


def test_an_archive_with_another_hash_is_refused(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    archive = next((bench.trees / "archives").iterdir())
    archive.write_bytes(archive.read_bytes() + b"\0")
    assert bench.run() == 2
    assert "sha256" in capsys.readouterr().err


def test_wheels_keep_their_top_folder(noise: Any, tmp_path: Path) -> None:
    trees = importlib.import_module("noise_trees")
    wheel = tmp_path / "lent-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as out:
        out.writestr("lent/core.py", "x = 1\n")
    trees.unpack(wheel, tmp_path / "out")
    assert (tmp_path / "out" / "lent" / "core.py").read_text() == "x = 1\n"


def test_the_pinned_packages_are_well_formed(noise: Any) -> None:
    packages = noise.load_packages(BENCHMARKS / "noise_packages.toml")
    assert len({package.name for package in packages}) == len(packages) >= 10
    assert all(re.fullmatch(r"[0-9a-f]{64}", package.sha256) for package in packages)
    assert all(package.version in package.archive for package in packages)


def test_each_verdict_is_on_a_pinned_package(noise: Any) -> None:
    names = {package.name for package in noise.load_packages(BENCHMARKS / "noise_packages.toml")}
    verdicts = noise.load_verdicts(BENCHMARKS / "noise_verdicts.toml")
    assert {verdict.package for verdict in verdicts} <= names | {noise.STDLIB}


@pytest.mark.parametrize(
    "path", ["tests/a.py", "lent/test/a.py", "test_a.py", "lent/a_test.py", "conftest.py"]
)
def test_test_code_by_path(noise: Any, path: str) -> None:
    assert noise.is_test_path(path)


@pytest.mark.parametrize("path", ["lent/testing.py", "contest.py", "latest/a.py", "lent/tests.py"])
def test_other_code_by_path(noise: Any, path: str) -> None:
    assert not noise.is_test_path(path)


def test_a_build_is_a_folder_or_a_python(noise: Any, tmp_path: Path) -> None:
    assert noise.Build.of(sys.executable).python == sys.executable
    with pytest.raises(noise.NoiseError):
        noise.Build.of(str(tmp_path))
