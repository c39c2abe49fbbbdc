"""The hook, with the real pre-commit: a bad file stops a commit, an excluded one does not. Slow: it builds an
environment with pip."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"

BAD = (
    "async def f(pool):\n    c = await pool.acquire()\n    await pool.release(c)\n    await c.execute('x')\n"
)
FIXED = """async def f(pool):
    c = await pool.acquire()
    try:
        await c.execute('x')
    finally:
        await pool.release(c)
"""


def test_the_entry_excludes_by_force_and_runs_once() -> None:
    text = MANIFEST.read_text()
    assert "- id: poollint\n" in text
    assert "entry: poollint check --force-exclude\n" in text
    assert "- id: poollint-fix\n" in text
    assert "entry: poollint check --fix --exit-non-zero-on-fix --force-exclude\n" in text
    assert "require_serial: true" in text
    assert "types_or: [python, pyi]" in text


needs_pre_commit = pytest.mark.skipif(
    importlib.util.find_spec("pre_commit") is None,
    reason="pre-commit is not installed (pip install pre-commit)",
)
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.mark.slow
@needs_pre_commit
@needs_git
def test_the_hook(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b.invalid",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b.invalid",
    }
    environment.pop("PYTHONPATH", None)

    def do(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    hook, project = tmp_path / "hook", tmp_path / "project"
    left_out = shutil.ignore_patterns(
        ".git", "__pycache__", "test_corpus", "benchmarks", ".*_cache", ".hypothesis"
    )
    shutil.copytree(ROOT, hook, ignore=left_out)
    project.mkdir()
    (project / "bad.py").write_text(BAD)
    (project / "left_out").mkdir()
    (project / "left_out" / "bad.py").write_text(BAD)
    (project / "notes.txt").write_text("pool.release(c)\n")
    (project / "pyproject.toml").write_text('[tool.poollint]\nextend-exclude = ["left_out"]\n')
    for folder in (hook, project):
        do("git", "init", "-q", folder=folder)
        do("git", "add", "-A", folder=folder)
        assert do("git", "commit", "-qm", "all", folder=folder).returncode == 0

    pre_commit = (sys.executable, "-m", "pre_commit")
    assert (
        do(*pre_commit, "validate-manifest", str(hook / ".pre-commit-hooks.yaml"), folder=hook).returncode
        == 0
    )
    found = do(*pre_commit, "try-repo", str(hook), "poollint", "--all-files", "--verbose", folder=project)
    assert found.returncode == 1, found.stdout + found.stderr
    assert "error[POOL101]" in found.stdout
    assert "bad.py:3:" in found.stdout
    assert "left_out" not in found.stdout.replace("`left_out/bad.py` is excluded", "")

    (project / "bad.py").write_text(BAD.replace("    await c.execute('x')\n", ""))
    clean = do(*pre_commit, "try-repo", str(hook), "poollint", "--all-files", folder=project)
    assert clean.returncode == 0, clean.stdout + clean.stderr

    (project / "bad.py").write_text(BAD)
    fixed = do(*pre_commit, "try-repo", str(hook), "poollint-fix", "--all-files", folder=project)
    assert fixed.returncode == 1, fixed.stdout + fixed.stderr
    assert "files were modified by this hook" in fixed.stdout
    assert (project / "bad.py").read_text() == FIXED
    assert (project / "left_out" / "bad.py").read_text() == BAD
    again = do(*pre_commit, "try-repo", str(hook), "poollint-fix", "--all-files", folder=project)
    assert again.returncode == 0, again.stdout + again.stderr
