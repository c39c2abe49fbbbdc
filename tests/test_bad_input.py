"""Bad input: each kind gives one clear line and the right exit code; the other files are still checked."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from fake_parts import BAD, run, write

from poollint import batch, engine
from poollint.config import Config, ConfigFinder
from poollint.discovery import discover
from poollint.repair import repair, repair_files

__all__ = ["run"]

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
GOOD_LINE = "z.py:1:1: POOL101"


def check(run, *paths: str):
    result = run("check", "--output-format", "concise", "-q", *(paths or (".",)))
    assert "Traceback" not in result.err
    return result


def test_a_missing_path(run, tmp_path: Path) -> None:
    write(tmp_path, z=BAD)
    result = check(run, "missing.py", "z.py")
    assert result.code == 2
    assert result.err == "poollint: error: missing.py: no such file or folder\n"
    assert result.out.startswith(GOOD_LINE)


def test_a_fifo(run, tmp_path: Path) -> None:
    write(tmp_path, z=BAD)
    os.mkfifo(tmp_path / "pipe.py")
    result = check(run, "pipe.py", "z.py")
    assert result.code == 2
    assert result.err == "poollint: error: pipe.py: not a regular file\n"
    assert check(run).code == 1
    with pytest.raises(OSError, match="not a regular file"):
        engine.read_file(str(tmp_path / "pipe.py"))


@pytest.mark.skipif(ROOT, reason="root may read everything")
def test_an_unreadable_file(run, tmp_path: Path) -> None:
    write(tmp_path, a=BAD, z=BAD)
    (tmp_path / "a.py").chmod(0)
    result = check(run)
    assert result.code == 2
    assert result.err == "poollint: error: a.py: cannot be read: permission denied\n"
    assert result.out.startswith(GOOD_LINE)


def test_a_file_that_is_gone_when_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fake_parts import fake_parts

    write(tmp_path, z=BAD)

    def gone(path: str) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(batch, "read_file", gone)
    report = batch.check_paths([tmp_path], parts=fake_parts())
    assert [problem.message for problem in report.problems] == ["cannot be read: permission denied"]


def test_a_link_to_itself(run, tmp_path: Path) -> None:
    write(tmp_path, z=BAD)
    os.symlink("a.py", tmp_path / "a.py")
    os.symlink(".", tmp_path / "again")
    assert check(run).code == 1
    result = check(run, "a.py", "z.py")
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert result.out.startswith(GOOD_LINE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SYNTAX.release()\n", "a.py:2:3: POOL900 invalid syntax\n"),
        ("x.release()\n\ny = '\udcff'\n", "a.py:3:1: POOL900 cannot decode as utf-8\n"),
    ],
)
def test_what_cannot_be_parsed_is_a_finding(run, tmp_path: Path, text: str, said: str) -> None:
    write(tmp_path, z=BAD)
    (tmp_path / "a.py").write_bytes(text.encode("utf-8", "surrogateescape"))
    result = check(run)
    assert result.code == 1
    assert result.err == ""
    assert result.out.startswith(said + GOOD_LINE)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("BOOM", "internal error: ValueError: boom (fake_parts.py:"),
        ("RECURSE", "internal error: RecursionError: maximum recursion depth exceeded (fake_parts.py:"),
        ("PANIC", "internal error: Panic: native (fake_parts.py:"),
    ],
)
def test_an_error_of_ours_is_one_line_and_exit_2(run, tmp_path: Path, word: str, said: str) -> None:
    write(tmp_path, a=f"{word}.release()\n", z=BAD)
    result = check(run)
    assert result.code == 2
    assert result.err.startswith(f"poollint: error: a.py: {said}")
    assert result.err.count("\n") == 1
    assert result.out.startswith(GOOD_LINE)


def test_tracebacks_for_those_who_ask(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a="BOOM.release()\n")
    assert "Traceback" in run("check", "-vv").err
    monkeypatch.setenv("POOLLINT_DEBUG", "1")
    assert "Traceback" in run("check").err


def test_a_large_file_is_a_finding_if_it_could_matter(run, tmp_path: Path) -> None:
    line = b"x = 'padding padding padding padding padding padding padding'\n"
    write(tmp_path, z=BAD)
    (tmp_path / "big.py").write_bytes(line * (20_000_000 // len(line)))
    assert check(run).out.startswith(GOOD_LINE)
    (tmp_path / "big.py").write_bytes(line * (20_000_000 // len(line)) + b"pool.release(conn)\n")
    result = check(run)
    assert result.code == 1
    assert result.out.startswith(
        "big.py:1:1: POOL900 the file has 20 MB; poollint reads up to 5 MB\n" + GOOD_LINE
    )


def test_names_with_control_characters(run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\n.py").write_text(BAD)
    result = check(run)
    assert result.out.startswith("a\\x1b[31m\\x0a.py:1:1: POOL101")
    assert check(run, "b\x1b\n.py").err == "poollint: error: b\\x1b\\x0a.py: no such file or folder\n"


def test_names_that_are_no_utf_8(run, tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff.py")
    try:
        (tmp_path / name).write_text(BAD)
    except OSError:
        pytest.skip("the file system refuses such names")
    assert check(run).out.startswith("a\\xff.py:1:1: POOL101")


def command(*args: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.run(
        [sys.executable, "-m", "poollint", *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


REAL_BAD = """\
async def f(pool):
    conn = await pool.acquire()
    await pool.release(conn)
    await conn.execute("é漢")
"""


@pytest.fixture
def real() -> None:
    pytest.importorskip("poollint.analysis")


@pytest.mark.usefixtures("real")
def test_a_stdout_that_lacks_our_characters(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(REAL_BAD, encoding="utf-8")
    done = command("check", "a.py", folder=tmp_path, PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0")
    assert done.returncode == 1, done.stderr
    assert rb"\xe9\u6f22" in done.stdout


@pytest.mark.usefixtures("real")
def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(REAL_BAD * 500, encoding="utf-8")
    path = os.pathsep.join(entry for entry in sys.path if entry)
    process = subprocess.Popen(
        [sys.executable, "-m", "poollint", "check", "a.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 1
    assert b"Traceback" not in said
    assert b"Broken" not in said


HOSTILE = {
    "syntax": b"def f(pool):\n    pool.release(x\n",
    "bytes": b"pool.release(x)\ny = '\xff'\n",
    "nul": b"pool.release(x)\n\0\n",
    "python2": b"print 'x'\npool.release(x)\n",
    "cookie": b"# coding: nonsense\npool.release(x)\n",
    "parens": b"pool.release(" + b"(" * 5000 + b")" * 5000 + b")\n",
    "lists": b"pool.release(x)\ny = " + b"[" * 50_000 + b"\n",
    "or": b"pool.release(x)\ny = " + b" or ".join([b"x"] * 20_000) + b"\n",
    "plus": b"pool.release(x)\ny = " + b" + ".join([b"x"] * 20_000) + b"\n",
    "chain": b"pool.release(x)\ny = x" + b".a()" * 5_000 + b"\n",
    "elif": b"pool.release(x)\nif x: pass\n" + b"elif x: pass\n" * 20_000,
    "blocks": b"pool.release(x)\n"
    + b"".join(b" " * depth + b"if x:\n" for depth in range(99))
    + b" " * 99
    + b"x\n",
    "unary": b"pool.release(x)\ny = " + b"-" * 20_000 + b"x\n",
    "lambda": b"pool.release(x)\ny = " + b"lambda: " * 5_000 + b"x\n",
}


@pytest.mark.slow
@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_input_leaves_the_other_files_alone(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.py").write_bytes(HOSTILE[kind])
    (tmp_path / "z.py").write_text(REAL_BAD, encoding="utf-8")
    done = command("check", "--output-format", "concise", folder=tmp_path)
    assert done.returncode == 1, done.stderr
    assert b"z.py:3:" in done.stdout
    assert b"Traceback" not in done.stderr
    if kind in ("syntax", "bytes", "nul", "python2", "cookie", "parens", "lists"):
        assert done.stdout.startswith(b"a.py:")
        assert b": POOL900 " in done.stdout


def test_a_function_that_would_take_minutes_is_refused_in_a_moment() -> None:
    body = "    c = pool.getconn()\n    c.ping()\n    pool.putconn(c)\n" * 3000
    (finding,) = engine.check_source(f"import os\n\n\ndef f(pool):\n{body}", "long.py")
    assert (finding.code, finding.span.start.row) == ("POOL900", 4)
    assert finding.message == "`f` is too long to be followed: 3,000 objects are taken out in 12,003 steps"


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The inputs of `benchmarks/hostile.py`."""
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parent.parent / "benchmarks"))
    return importlib.import_module("hostile")


LATE = "conn` goes back to the pool before its last use"


@pytest.mark.usefixtures("real")
def test_what_is_too_much_leaves_the_rest_as_it_is_or_says_so(
    hostile: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poollint.engine.MOST_OF_OFFERS", 2_000)
    monkeypatch.setattr("poollint.repair.MOST_OF_REPAIR", 10_000)
    for number, (name, make) in enumerate(hostile.INPUTS.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        for file, text in make(0.003).items():
            Path(file).write_text(text)
        report = batch.check_paths(["."])
        assert not report.problems, name
        assert any(LATE in finding.message or finding.code == "POOL900" for finding in report.findings), name
        done = repair_files(
            engine.Engine(), discover(["."], ConfigFinder(isolated=True)).files, unsafe=True, write=False
        )
        assert not done.report.problems, name
        assert done.fixed or any(finding.code == "POOL900" for finding in done.report.findings), name


@pytest.mark.usefixtures("real")
def test_a_file_that_takes_too_many_steps_is_refused(
    hostile: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = hostile.INPUTS["1,000 independent conditions"](0.02)["a.py"]
    monkeypatch.setattr("poollint.effort.MOST_OF_FILE", 500)
    (finding,) = engine.check_source(text)
    assert (finding.code, finding.span.start.row) == ("POOL900", 1)
    assert finding.message == "the file is too complex to be followed: more than 500 steps for its objects"
    monkeypatch.setattr("poollint.typestate.query.MOST_OF_QUERY", 100)
    (finding,) = engine.check_source(text)
    assert (finding.code, finding.span.start.row) == ("POOL900", 7)
    assert finding.message == "`long` is too complex to be followed: more than 100 steps for one object"


@pytest.mark.usefixtures("real")
def test_a_function_that_takes_too_many_steps_is_an_unknown_one_to_its_callers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    branches = "".join(f"    if x{number}:\n        conn.ping()\n" for number in range(40))
    text = (
        "def late(pool):\n    conn = pool.acquire()\n    back(pool, conn)\n    conn.ping()\n\n\n"
        f"def back(pool, conn):\n{branches}    pool.release(conn)\n"
    )
    assert [finding.code for finding in engine.check_source(text)] == ["POOL101"]
    monkeypatch.setattr("poollint.typestate.query.MOST_OF_QUERY", 80)
    monkeypatch.setattr(
        "poollint.analysis._Analysis.functions",
        lambda self: [self.module.function("late")],
    )
    assert engine.check_source(text) == []


@pytest.mark.usefixtures("real")
def test_trials_of_fixes_end_where_they_take_too_many_steps(
    hostile: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = hostile.LATE + hostile.LATE.replace("late", "later")
    assert all(finding.fix for finding in engine.check_source(text))
    monkeypatch.setattr("poollint.engine.MOST_OF_OFFERS", 60)
    findings = engine.check_source(text)
    assert [finding.fix for finding in findings] == [None, None]
    assert {finding.no_fix_reason for finding in findings} == {"to try fixes takes too long in this file"}
    monkeypatch.setattr("poollint.repair.MOST_OF_REPAIR", 150)
    done = repair(engine.Engine(), text.encode(), "a.py", Config(), unsafe=False)
    assert (len(done.fixed), len(done.left)) == (1, 1)
    assert done.warning == "has more fixes than one run makes; run it again"


@pytest.mark.usefixtures("real")
def test_a_large_definition_does_not_go_to_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    table = "    table = [\n" + "        1,\n" * 100 + "    ]\n"
    text = f"def f(pool):\n    conn = pool.acquire()\n{table}    pool.release(conn)\n    conn.ping()\n"
    monkeypatch.setattr("poollint.source.MOST_PARSED", 500)
    (finding,) = engine.check_source(text)
    assert finding.code == "POOL900"
    assert finding.message.startswith("too large to be parsed: ")
    monkeypatch.undo()
    monkeypatch.setattr("poollint.engine.MOST_PARSED", 500)
    (finding,) = engine.check_source(text)
    assert (finding.code, finding.no_fix_reason) == ("POOL101", "the file is too large for fixes to be tried")
