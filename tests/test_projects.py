"""Cases of several files: what is known across imports, and that a file has one answer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import corpus
import pytest

import poollint
from poollint.config import Config

PROJECTS = sorted(path.name for path in corpus.PROJECTS.iterdir() if path.is_dir())


def config(name: str) -> Config:
    return Config(project_root=str(corpus.PROJECTS / name))


@pytest.mark.parametrize("name", PROJECTS)
def test_findings(name: str) -> None:
    """Each file has exactly its marked findings."""
    report = poollint.check_paths([corpus.PROJECTS / name], config(name))
    assert not report.problems
    found: dict[str, list[tuple[int, str]]] = {}
    for finding in report.findings:
        found.setdefault(Path(finding.filename).name, []).append((finding.span.start.row, finding.code))
    cases = [corpus.read_case(path) for path in sorted((corpus.PROJECTS / name).rglob("*.py"))]
    marked = {case.path.name: case.rows("error") for case in cases if case.rows("error")}
    assert {key: sorted(rows) for key, rows in found.items()} == marked
    for case in cases:
        for marker in case.verdicts:
            assert any((marker.part or "") in one.message for one in report.findings)


@pytest.mark.parametrize("name", PROJECTS)
def test_a_step_in_another_file_names_it(name: str) -> None:
    report = poollint.check_paths([corpus.PROJECTS / name], config(name))
    for finding in report.findings:
        assert all(Path(step.filename).is_file() for step in finding.trail)
        assert all(
            os.path.abspath(step.filename) in map(os.path.abspath, report.texts or {})
            for step in finding.trail
        )


def run(folder: Path, *args: str, seed: int, stdin: bytes = b"") -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-m", "poollint", "check", "--output-format", "concise", "--quiet", *args]
    result = subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, env=environment, check=False
    )
    assert result.returncode in (0, 1), result.stderr.decode()
    return result.stdout.decode().splitlines()


@pytest.mark.parametrize(("name", "seed"), [(name, number) for number, name in enumerate(PROJECTS)])
def test_one_answer(name: str, seed: int) -> None:
    """Alone, by stdin, and among the others, in any order, a file has the same findings."""
    folder = corpus.PROJECTS / name
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.py"))
    together = run(folder, ".", seed=seed)
    assert together
    assert sorted(run(folder, *reversed(files), seed=seed + 1)) == sorted(together)
    for file in files:
        lines = [line for line in together if line.startswith(f"{file}:")]
        assert run(folder, file, seed=seed + 2) == lines
        data = (folder / file).read_bytes()
        assert run(folder, "--stdin-filename", file, "-", seed=seed, stdin=data) == lines


@pytest.mark.parametrize(("name", "count"), [("lock_pool", 1), ("pool_lock", 0)])
def test_a_pool_of_locks_is_one_across_files(tmp_path: Path, name: str, count: int) -> None:
    """The look at bytes takes for a lock what the analysis takes for one."""
    (tmp_path / "lend.py").write_text(
        f"def lend({name}):\n    return {name}.acquire()\n\n\n"
        f"def take_back({name}, one):\n    {name}.release(one)\n"
    )
    (tmp_path / "main.py").write_text(
        f"from lend import lend, take_back\n\n\ndef main({name}):\n    one = lend({name})\n"
        f"    take_back({name}, one)\n    one.ping()\n"
    )
    report = poollint.check_paths([tmp_path / "main.py"], Config(project_root=str(tmp_path)))
    assert [finding.code for finding in report.findings] == ["POOL101"] * count
