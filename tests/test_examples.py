"""Each example tells the truth: its tests fail and pass as it says, and poollint prints what it shows."""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "examples" / "stale_response"
OUTPUT = re.compile(r"(?<=```console\n)\$ poollint check (?P<file>\S+)\n(?P<said>.*?)(?=```)", re.DOTALL)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a module of this Python in the example's folder, with the checkout's poollint at hand."""
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=STORY,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def run_tests(handler: str) -> subprocess.CompletedProcess[str]:
    # The options of this run (parallel workers, markers) are not the example's.
    options = ["-p", "no:cacheprovider", "--color=no", "-o", "addopts=", "-rA"]
    return run("pytest", *options, "test_stale_response.py", HANDLER=handler, PYTEST_ADDOPTS="")


def block(language: str) -> str:
    """The first fenced block of the README with this language."""
    fenced: list[tuple[str, str]] = re.findall(r"^```(\w*)\n(.*?)^```$", readme(), re.DOTALL | re.MULTILINE)
    return next(text for info, text in fenced if info == language)


def readme() -> str:
    return (STORY / "README.md").read_text(encoding="utf-8")


def test_bad_handler_gives_another_users_name() -> None:
    result = run_tests("handler")
    assert result.returncode == 1, result.stdout
    assert "PASSED test_stale_response.py::test_light_load" in result.stdout
    assert "FAILED test_stale_response.py::test_under_load" in result.stdout
    assert block("").strip() in result.stdout


def test_repaired_handler_passes_the_same_tests() -> None:
    result = run_tests("handler_fixed")
    assert result.returncode == 0, result.stdout


def test_poollint_says_what_the_readme_shows(bless: bool) -> None:
    shown = OUTPUT.search(readme())
    assert shown
    result = run("poollint", "check", shown["file"])
    assert result.returncode == 1, result.stderr
    assert "POOL102" in result.stdout
    if bless:
        block = f"$ poollint check {shown['file']}\n{result.stdout.rstrip()}\n"
        text = OUTPUT.sub(lambda _: block, readme())
        (STORY / "README.md").write_text(text, encoding="utf-8", newline="\n")
    else:
        assert result.stdout.rstrip() == shown["said"].rstrip()


def test_the_finding_names_the_three_places() -> None:
    result = run("poollint", "check", "--output-format", "concise", "handler.py")
    assert result.returncode == 1, result.stderr
    assert result.stdout.startswith("handler.py:13:9: POOL102 ")


@pytest.mark.parametrize("name", ["handler_fixed.py", "app.py", "test_stale_response.py"])
def test_poollint_is_silent_on_the_rest(name: str) -> None:
    result = run("poollint", "check", name)
    assert (result.returncode, result.stdout) == (0, ""), result.stderr


def test_the_readme_shows_the_code() -> None:
    assert block("python") in (STORY / "handler.py").read_text(encoding="utf-8")


def test_the_readme_shows_the_repair() -> None:
    before, after = (
        (STORY / name).read_text(encoding="utf-8").splitlines(keepends=True)
        for name in ("handler.py", "handler_fixed.py")
    )
    hunk = [
        line
        for line in difflib.unified_diff(before, after, n=10)
        if not line.startswith(("---", "+++", "@@"))
    ]
    assert block("diff") in "".join(hunk)
    assert sum(line.startswith("-") for line in hunk) + sum(line.startswith("+") for line in hunk) <= 4
