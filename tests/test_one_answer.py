"""The benchmark that holds the ways of asking for the answer on a file against each other."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
CORPUS = BENCHMARKS.parent / "test_corpus"


@pytest.fixture
def one_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.chdir(tmp_path)
    return importlib.import_module("one_answer")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project that is no test code by its place, with wrappers, leaks and hazards in it."""
    folder = tmp_path / "tree"
    for source in ("projects/wrapper_functions/app", "projects/fastapi_dependency/app"):
        target = folder / source.split("/")[1]
        target.mkdir(parents=True)
        for path in sorted((CORPUS / source).glob("*.py")):
            (target / path.name).write_bytes(path.read_bytes())
    for path in sorted((CORPUS / "rules").glob("*/bad_*.py"))[::4]:
        if not path.name.endswith(".fixed.py"):
            (folder / f"{path.parent.name[:7].lower()}_{path.name}").write_bytes(path.read_bytes())
    return folder


def test_a_small_project_has_one_answer(
    one_answer: Any, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert one_answer.main(["--directory", str(tree), "--count", "12"]) == 0
    said = capsys.readouterr().out
    assert "one answer for each" in said
    assert "12 files, 0 findings" not in said


def test_differences_are_told(one_answer: Any) -> None:
    finding = {"code": "POOL101", "location": {"row": 3}}
    same = {"together": {"a.py": [finding]}, "alone": {"a.py": [finding]}}
    other = {"together": {"a.py": [finding]}, "alone": {"a.py": []}}
    assert list(one_answer.differences({0: same, 1: same})) == []
    (line,) = one_answer.differences({0: same, 1: other})
    assert line == "a.py: alone, seed 1: nothing; together, seed 0: POOL101@3"


def test_an_unknown_package_is_an_error(one_answer: Any) -> None:
    with pytest.raises(SystemExit):
        one_answer.main(["no-such-package", "--trees", sys.prefix])
