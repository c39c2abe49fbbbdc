"""`poollint check --fix` on files: what is written, what is left alone, and how the command ends."""

from __future__ import annotations

import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from poollint import repair

ROOT = Path(__file__).resolve().parent.parent
BEFORE = (
    "def export(pool, rows):\n"
    "    conn = pool.getconn()\n"
    "    write(conn, rows)\n"
    "    pool.putconn(conn)\n"
    "    conn.commit()\n"
)
AFTER = (
    "def export(pool, rows):\n"
    "    conn = pool.getconn()\n"
    "    write(conn, rows)\n"
    "    conn.commit()\n"
    "    pool.putconn(conn)\n"
)
UNSAFE = "def f(pool):\n    with pool.connection() as conn:\n        conn.ping()\n    conn.commit()\n"
UNSAFE_AFTER = (
    "def f(pool):\n    with pool.connection() as conn:\n        conn.ping()\n        conn.commit()\n"
)
GOOD = "def f(pool):\n    conn = pool.getconn()\n    pool.putconn(conn)\n"


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}


def poollint(
    *arguments: str, folder: Path, stdin: str | bytes | None = None
) -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "poollint", "check", *arguments],
        cwd=folder,
        env=environment(),
        input=data,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode().replace("\r\n", "\n")
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "bad.py").write_text(BEFORE)
    (tmp_path / "block.py").write_text(UNSAFE)
    (tmp_path / "good.py").write_text(GOOD)
    return tmp_path


def test_fix_makes_the_safe_ones(project: Path) -> None:
    done = poollint("--fix", folder=project)
    assert done.returncode == 1, "the unsafe one is left"
    assert (project / "bad.py").read_text() == AFTER
    assert (project / "block.py").read_text() == UNSAFE
    assert "block.py" in done.stdout
    assert "bad.py" not in done.stdout
    assert done.stderr == "Fixed 1 problem. Found 1 problem in 1 file (1 fixable with --unsafe-fixes).\n"


def test_unsafe_fixes(project: Path) -> None:
    done = poollint("--fix", "--unsafe-fixes", folder=project)
    assert done.returncode == 0, done.stdout
    assert (project / "block.py").read_text() == UNSAFE_AFTER
    assert done.stderr == "Fixed 2 problems. No more problems found.\n"
    assert poollint("--fix", "--unsafe-fixes", "--exit-non-zero-on-fix", folder=project).returncode == 0


def test_exit_non_zero_on_fix(project: Path) -> None:
    (project / "block.py").unlink()
    assert poollint("--fix", "--exit-non-zero-on-fix", folder=project).returncode == 1
    assert poollint("--fix", "--exit-non-zero-on-fix", folder=project).returncode == 0


def test_fix_only_is_silent_about_the_rest(project: Path) -> None:
    done = poollint("--fix-only", folder=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Fixed 1 problem.\n")
    assert (project / "bad.py").read_text() == AFTER


def test_show_fixes(project: Path) -> None:
    done = poollint("--fix", "--show-fixes", "--quiet", folder=project)
    assert "bad.py:\n  1 x POOL101 use-after-release\n" in done.stderr


def test_diff_writes_nothing_and_can_be_applied(project: Path) -> None:
    done = poollint("--diff", "--unsafe-fixes", folder=project)
    assert done.returncode == 1
    assert (project / "bad.py").read_text() == BEFORE
    assert done.stdout.startswith("--- bad.py\n+++ bad.py\n@@ ")
    assert done.stderr == "Would fix 2 problems.\n"
    patch = subprocess.run(
        ["git", "apply", "-p0"], cwd=project, input=done.stdout.encode(), capture_output=True, check=False
    )
    assert patch.returncode == 0, patch.stderr
    assert (project / "bad.py").read_text() == AFTER
    assert (project / "block.py").read_text() == UNSAFE_AFTER
    done = poollint("--diff", "--unsafe-fixes", folder=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing to fix.\n")


def test_diff_says_where_a_line_end_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(BEFORE.rstrip("\n"))
    done = poollint("--diff", folder=tmp_path)
    assert done.stdout.count("\\ No newline at end of file\n") == 2


def test_stdin_gives_the_fixed_text(tmp_path: Path) -> None:
    done = poollint("--fix", "-", folder=tmp_path, stdin=BEFORE)
    assert (done.returncode, done.stdout) == (0, AFTER)
    done = poollint("--fix", "-", folder=tmp_path, stdin=UNSAFE)
    assert (done.returncode, done.stdout) == (1, UNSAFE)
    assert "POOL101" in done.stderr
    done = poollint("--fix", "-", folder=tmp_path, stdin=GOOD)
    assert (done.returncode, done.stdout) == (0, GOOD)
    done = poollint("--diff", "-", folder=tmp_path, stdin=BEFORE)
    assert done.returncode == 1
    assert done.stdout.startswith("--- <stdin>\n")


def test_stdin_that_can_not_be_parsed_comes_back(tmp_path: Path) -> None:
    text = "def f(pool):\n    pool.release(\n"
    done = poollint("--fix", "-", folder=tmp_path, stdin=text)
    assert (done.returncode, done.stdout) == (1, text)
    assert "POOL900" in done.stderr


def test_settings(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.poollint]\nfix = true\nextend-safe-fixes = ["POOL101"]\n')
    assert poollint(folder=project).returncode == 0
    assert (project / "block.py").read_text() == UNSAFE_AFTER
    (project / "bad.py").write_text(BEFORE)
    assert poollint("--no-fix", folder=project).returncode == 1
    assert (project / "bad.py").read_text() == BEFORE
    assert poollint("--unfixable", "POOL101", folder=project).returncode == 1
    assert (project / "bad.py").read_text() == BEFORE
    (project / "pyproject.toml").write_text('[tool.poollint]\nextend-unsafe-fixes = ["POOL1"]\n')
    assert poollint("--fix", folder=project).returncode == 1
    assert (project / "bad.py").read_text() == BEFORE
    assert poollint("--fix", "--fixable", "POOL2", "--unsafe-fixes", folder=project).returncode == 1
    assert (project / "bad.py").read_text() == BEFORE


@pytest.mark.parametrize("flag", ["--fixable", "--unfixable"])
def test_an_unknown_rule_is_an_error(project: Path, flag: str) -> None:
    done = poollint("--fix", flag, "POOL777", folder=project)
    assert done.returncode == 2
    assert "POOL777" in done.stderr


def test_json_has_the_fix_and_its_reason(project: Path) -> None:
    found = json.loads(poollint("--output-format", "json", folder=project).stdout)
    fixes = {record["filename"]: record["fix"] for record in found}
    assert fixes["bad.py"]["applicability"] == "safe"
    assert fixes["bad.py"]["reason"] is None
    assert fixes["block.py"]["applicability"] == "unsafe"
    assert fixes["block.py"]["reason"]
    assert fixes["block.py"]["edits"]


def test_mode_and_link_stay(project: Path) -> None:
    path = project / "bad.py"
    path.chmod(0o755)
    link = project / "link.py"
    link.symlink_to("bad.py")
    assert poollint("--fix", "link.py", folder=project).returncode == 0
    assert link.is_symlink()
    assert path.read_text() == AFTER
    assert stat.S_IMODE(path.stat().st_mode) == 0o755


def test_a_read_only_file_is_a_line_and_the_others_are_fixed(project: Path) -> None:
    (project / "also.py").write_text(BEFORE)
    (project / "bad.py").chmod(0o444)
    done = poollint("--fix", "bad.py", "also.py", "gone.py", folder=project)
    assert done.returncode == 2
    assert "poollint: error: bad.py: cannot be fixed: it is read-only\n" in done.stderr
    assert "gone.py" in done.stderr
    assert (project / "bad.py").read_text() == BEFORE
    assert (project / "also.py").read_text() == AFTER
    assert "bad.py" in done.stdout, "its finding is still told"


def test_a_file_that_changed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"new")
    with pytest.raises(repair.Changed):
        repair.replace_file(str(path), b"old", b"fixed")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.py"]


def test_a_file_that_vanished_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        repair.replace_file(str(tmp_path / "a.py"), b"old", b"fixed")
    assert os.listdir(tmp_path) == []


def test_a_failing_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(repair.os, "replace", fail)
    with pytest.raises(KeyboardInterrupt):
        repair.replace_file(str(path), b"old", b"fixed")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.py"]


def kill_at_random(folder: Path, rng: random.Random, with_signal: int, longest: float) -> None:
    """Start a run over the folder, end it somewhere on its way, and wait for it."""
    run = subprocess.Popen(
        [sys.executable, "-m", "poollint", "check", "--fix", "--quiet", "."],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Who runs the tests in the background has Ctrl-C ignored, and that is inherited.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    time.sleep(rng.uniform(0, longest))
    run.send_signal(with_signal)
    run.wait(timeout=300)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_each_file_is_old_or_new_after_200_kills(tmp_path: Path) -> None:
    """Ctrl-C and SIGTERM leave no temporary file either; after SIGKILL one may stay."""
    rng = random.Random(7)
    names = [f"m{number}.py" for number in range(40)]
    begin = time.perf_counter()
    for name in names:
        (tmp_path / name).write_text(BEFORE)
    poollint("--fix", "--quiet", ".", folder=tmp_path)
    longest = (time.perf_counter() - begin) * 1.1
    partly = 0
    for turn in range(200):
        for name in names:
            (tmp_path / name).write_text(BEFORE)
        kind = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)[turn % 3]
        kill_at_random(tmp_path, rng, kind, longest)
        texts = {name: (tmp_path / name).read_text() for name in names}
        assert set(texts.values()) <= {BEFORE, AFTER}
        partly += len(set(texts.values())) == 2
        strays = set(os.listdir(tmp_path)) - {*names, ".poollint_cache"}
        if kind != signal.SIGKILL:
            assert strays == set()
        for stray in strays:
            (tmp_path / stray).unlink()
    assert partly, "no run was ended in the middle"
