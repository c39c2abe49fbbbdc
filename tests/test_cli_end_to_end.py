"""The command with the real analysis behind it, as a user runs it: in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from poollint import check_paths, check_source
from poollint.config import Config, ConfigError

BAD = """\
async def save(pool, row):
    conn = await pool.acquire()
    await conn.execute(row)
    await pool.release(conn)
    await conn.execute("commit")
"""
OWN = """\
def save(row):
    conn = take_line()
    conn.send(row)
    hand_back(conn)
    conn.send("end")
"""


def poollint(*args: str, folder: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.run(
        [sys.executable, "-m", "poollint", *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_finds_a_late_use_and_leaves_with_1(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(BAD)
    done = poollint("check", "--output-format", "concise", folder=tmp_path)
    assert done.returncode == 1, done.stderr
    assert re.fullmatch(r"app\.py:4:11: POOL101 \[\*\] `conn` .*used 5:11\)\n", done.stdout)
    assert done.stderr == "Found 1 problem in 1 file (1 fixable with --fix).\n"


def test_hook_editor_and_ci_agree(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(BAD)
    json_args = ("check", "--output-format", "json")
    by_folder = poollint(*json_args, folder=tmp_path).stdout
    assert json.loads(by_folder)[0]["code"] == "POOL101"
    assert poollint(*json_args, "app.py", folder=tmp_path).stdout == by_folder
    assert poollint(*json_args, str(tmp_path / "app.py"), folder=tmp_path).stdout == by_folder
    stdin = (*json_args, "--stdin-filename", "app.py", "-")
    assert poollint(*stdin, folder=tmp_path, stdin=BAD).stdout == by_folder


@pytest.mark.parametrize("row", [4, 5])
def test_a_comment_at_the_release_or_at_the_late_use_hides_it(row: int) -> None:
    lines = BAD.splitlines()
    lines[row - 1] += "  # poollint: ignore[POOL101] tested"
    assert check_source("\n".join(lines)) == []
    lines[row - 1] = lines[row - 1].replace("POOL101", "POOL201")
    assert [finding.code for finding in check_source("\n".join(lines))].count("POOL901") == 1


def test_a_pool_of_your_own_in_three_lines(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(OWN)
    assert poollint("check", folder=tmp_path).returncode == 0
    settings = tmp_path / "pyproject.toml"
    settings.write_text('[tool.poollint.pools.lines]\nacquire = ["take_line"]\nrelease = ["hand_back"]\n')
    done = poollint("check", "--output-format", "concise", folder=tmp_path)
    assert "app.py:4:5: POOL101" in done.stdout
    seen = poollint("pools", "app.py", folder=tmp_path).stdout.splitlines()
    assert [line.split()[:2] for line in seen] == [
        ["app.py:2:12:", "acquisition"],
        ["app.py:4:5:", "release"],
    ]
    assert poollint("pools", folder=tmp_path).stdout.startswith("lines ")


def test_a_faulty_pool_of_your_own_names_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(OWN)
    (tmp_path / "pyproject.toml").write_text('[tool.poollint.pools.lines]\naquire = ["take_line"]\n')
    done = poollint("check", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("poollint: error: pyproject.toml: [tool.poollint.pools.lines]")
    assert "acquire" in done.stderr
    with pytest.raises(ConfigError, match="acquire"):
        check_paths([tmp_path])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('[tool.poollint.deferrals.later]\nlane = "tsk"\nnames = ["app.later"]', '"lane" must be one of'),
        ('[tool.poollint.deferrals.later]\nlane = "task"', 'needs "names" or "methods"'),
        ('[tool.poollint.joins.flush]\nnames = ["app.flush"]\nform = "call"', '"of" is missing'),
    ],
)
def test_a_faulty_deferral_or_join_is_one_clear_line(tmp_path: Path, table: str, said: str) -> None:
    (tmp_path / "app.py").write_text(OWN)
    (tmp_path / "pyproject.toml").write_text(table + "\n")
    done = poollint("check", folder=tmp_path)
    assert done.returncode == 2
    where = table.partition("\n")[0]
    assert done.stderr.startswith(f"poollint: error: pyproject.toml: {where}: ")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_name_that_is_no_pool() -> None:
    config = Config(not_pools=("*pool*",))
    assert check_source(BAD) != []
    assert check_source(BAD, config=config) == []


def test_rules_are_explained(tmp_path: Path) -> None:
    listed = poollint("rule", folder=tmp_path).stdout
    assert re.search(r"^POOL101 +use-after-release +default ", listed, re.MULTILINE)
    by_code = poollint("rule", "POOL101", folder=tmp_path)
    assert by_code.returncode == 0
    assert by_code.stdout.startswith("# use-after-release (POOL101)\n")
    assert poollint("rule", "use-after-release", folder=tmp_path).stdout == by_code.stdout
    assert by_code.stdout in poollint("rule", "--all", folder=tmp_path).stdout
    records = json.loads(poollint("rule", "--all", "--output-format", "json", folder=tmp_path).stdout)
    assert {"code", "name", "summary", "default", "doc"} == set(records[0])
    wrong = poollint("rule", "POOL1O1", folder=tmp_path)
    assert wrong.returncode == 2
    assert "did you mean `POOL101`?" in wrong.stderr
