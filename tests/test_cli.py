"""The command: exit codes, what goes where, selection, stdin, colour, files and statistics."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fake_parts import BAD, GOOD, run, write

from poollint.config import OPTIONS

__all__ = ["run"]


def test_version_is_name_and_number(run) -> None:
    assert re.fullmatch(r"poollint \d+\.\d+\.\d+\n", run("--version").out)


def test_clean(run, tmp_path: Path) -> None:
    write(tmp_path, a=GOOD)
    assert vars(run("check")) == {"code": 0, "out": "", "err": "No problems found.\n"}


def test_findings_on_stdout_and_a_summary_on_stderr(run, tmp_path: Path) -> None:
    write(tmp_path, b=BAD, a=BAD + BAD)
    result = run("check", "--output-format", "concise")
    assert result.code == 1
    assert [line[:12] for line in result.out.splitlines()] == ["a.py:1:1: PO", "a.py:3:1: PO", "b.py:1:1: PO"]
    assert result.err == "Found 3 problems in 2 files.\n"
    assert run("check", "b.py").err == "Found 1 problem in 1 file.\n"


def test_the_picture_is_the_default(run, tmp_path: Path) -> None:
    write(tmp_path, a=BAD)
    out = run("check").out
    assert out.startswith("error[POOL101]: ")
    assert "2 | conn.commit()" in out


def test_exit_zero_hides_findings_but_no_errors(run, tmp_path: Path) -> None:
    write(tmp_path, a=BAD)
    assert run("check", "--exit-zero").code == 0
    assert run("check", "--exit-zero", "a.py", "missing.py").code == 2


def test_quiet(run, tmp_path: Path) -> None:
    write(tmp_path, a=BAD)
    (tmp_path / "empty").mkdir()
    result = run("check", "-q", "a.py", "empty", "missing.py")
    assert result.code == 2
    assert result.err == "poollint: error: missing.py: no such file or folder\n"


def test_verbose_counts(run, tmp_path: Path) -> None:
    write(tmp_path, a=BAD, b=GOOD, c="pool.release(conn)  # poollint: ignore\n")
    assert "3 files, 2 analysed, 1 finding hidden by comments" in run("check", "-v").err


def test_empty_folder(run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("check", "empty")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("poollint: warning: no Python files found under `empty`\n")


@pytest.mark.parametrize("output_format", ["concise", "full", "github"])
def test_stdout_is_empty_where_all_is_well(run, tmp_path: Path, output_format: str) -> None:
    write(tmp_path, a=GOOD)
    assert run("check", "--output-format", output_format).out == ""


def test_json_is_json_whatever_happens(run, tmp_path: Path) -> None:
    write(tmp_path, a=GOOD, build__b=BAD)
    assert run("check", "--output-format", "json").out == "[]\n"
    result = run("check", "--output-format", "json", "--force-exclude", "build/b.py", "-q")
    assert (result.code, result.out, result.err) == (0, "[]\n", "")
    assert run("check", "--output-format", "json", "missing.py").out == "[]\n"
    # Editors that read both streams must get nothing but the array.
    assert run("check", "--output-format", "json", "a.py").err == ""


def test_selection(run, tmp_path: Path) -> None:
    write(tmp_path, a="pool.release(conn); pool.release_twice(conn)\n")

    def codes(*args: str) -> list[str]:
        found = json.loads(run("check", "--output-format", "json", *args).out)
        return [record["code"] for record in found]

    assert codes() == ["POOL101", "POOL201"]
    assert codes("--select", "POOL2") == ["POOL201"]
    assert codes("--select", "use-after-release,POOL201") == ["POOL101", "POOL201"]
    assert codes("--select", "POOL1", "--select", "POOL2") == ["POOL101", "POOL201"]
    assert codes("--ignore", "POOL101") == ["POOL201"]
    assert codes("--select", "POOL101", "--extend-select", "double-release") == ["POOL101", "POOL201"]
    assert codes("--select", "ALL", "--extend-ignore", "POOL1") == ["POOL201"]
    (tmp_path / "pyproject.toml").write_text('[tool.poollint]\nignore = ["POOL101"]\n')
    assert codes() == ["POOL201"]
    assert codes("--isolated") == ["POOL101", "POOL201"]
    assert codes("--select", "POOL101") == ["POOL101"]


def test_per_file_ignores(run, tmp_path: Path) -> None:
    write(tmp_path, a=BAD, scripts__b=BAD)
    (tmp_path / "pyproject.toml").write_text('[tool.poollint.per-file-ignores]\n"scripts/*" = ["POOL101"]\n')
    assert run("check", "--output-format", "concise").out.count("\n") == 1
    assert run("check", "scripts/b.py").code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--select", "POOL1O1"), "--select: unknown rule `POOL1O1`; did you mean `POOL101`?"),
        (("--ignore", "nonsense"), "--ignore: unknown rule `nonsense`"),
        (("--config", "missing.toml"), "missing.toml: no such file"),
        (("--config", "a.toml", "--isolated"), "exclude each other"),
        (("--output-format", "xml"), "'xml' is not one of"),
        (("--selct", "POOL1"), "--selct"),
        (("-", "a.py"), "can't be mixed"),
    ],
)
def test_what_it_cannot_do_is_exit_2(run, args: tuple[str, ...], said: str) -> None:
    result = run("check", *args)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert "Traceback" not in result.err


def test_faulty_settings_are_exit_2(run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.poollint]\nslect = []\n")
    result = run("check")
    assert result.code == 2
    assert (
        result.err
        == "poollint: error: pyproject.toml: tool.poollint.slect: unknown key; did you mean `select`?\n"
    )
    (tmp_path / "pyproject.toml").write_text('[tool.poollint]\nselect = ["POOL999"]\n')
    assert "pyproject.toml: select: unknown rule `POOL999`" in run("check").err
    assert run("check", "--isolated").code == 0


def test_faulty_settings_of_a_folder_below_are_exit_2(run, tmp_path: Path) -> None:
    write(tmp_path, inner__a=BAD)
    (tmp_path / "inner" / "pyproject.toml").write_text('[tool.poollint]\nselect = ["POOL999"]\n')
    result = run("check")
    assert result.code == 2
    assert "inner/pyproject.toml: select: unknown rule `POOL999`" in result.err


def test_stdin(run, tmp_path: Path) -> None:
    result = run("check", "-", "--output-format", "concise", stdin=BAD.encode())
    assert result.code == 1
    assert result.out.startswith("<stdin>:1:1: POOL101 ")
    assert run("check", "-", stdin=GOOD.encode()).code == 0


def test_stdin_filename_decides_on_settings(run, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pyproject.toml").write_text(
        '[tool.poollint]\nextend-exclude = ["gen"]\n'
        '[tool.poollint.per-file-ignores]\n"quiet.py" = ["POOL1"]\n'
    )

    def out(name: str, *args: str) -> str:
        return run(
            "check", "--output-format", "concise", "--stdin-filename", name, *args, "-", stdin=BAD.encode()
        ).out

    assert out(str(tmp_path / "sub" / "a.py")).startswith("sub/a.py:1:1: ")
    assert out("sub/quiet.py") == ""
    assert out("sub/gen/a.py") != ""
    assert out("sub/gen/a.py", "--force-exclude") == ""


def test_stdin_of_an_excluded_file_is_an_empty_array(run) -> None:
    args = ("--force-exclude", "--output-format", "json", "-q", "--stdin-filename", "build/a.py", "-")
    assert vars(run("check", *args, stdin=BAD.encode())) == {"code": 0, "out": "[]\n", "err": ""}


def test_stdin_bytes_that_are_no_text_are_a_finding(run) -> None:
    result = run("check", "-", "--output-format", "concise", stdin=b"x.release\n\xff\n")
    assert result.code == 1
    assert result.out == "<stdin>:2:1: POOL900 cannot decode as utf-8\n"


def test_output_file_makes_its_folders(run, tmp_path: Path) -> None:
    write(tmp_path, a=BAD)
    result = run("check", "--output-format", "json", "--output-file", "deep/er/report.json")
    assert (result.code, result.out) == (1, "")
    assert len(json.loads((tmp_path / "deep/er/report.json").read_text())) == 1
    failed = run("check", "-o", "a.py/report.json")
    assert failed.code == 2
    assert "a.py/report.json: cannot be written" in failed.err


def test_statistics(run, tmp_path: Path) -> None:
    write(tmp_path, a=BAD + BAD, b="pool.release_twice(conn)\n")
    result = run("check", "--statistics")
    assert result.out == "2  POOL101  use-after-release\n1  POOL201  double-release\n"
    assert result.code == 1
    records = json.loads(run("check", "--statistics", "--output-format", "json").out)
    assert records[0] == {"code": "POOL101", "name": "use-after-release", "count": 2}


def test_colour(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=BAD)
    assert "\x1b[" not in run("check").out
    assert "\x1b[" in run("check", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("check").out
    assert "\x1b[" not in run("check", "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check").out
    assert "\x1b[" in run("check", "--color", "always").out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "0")
    assert "\x1b[" not in run("check").out


def test_show_files(run, tmp_path: Path) -> None:
    write(tmp_path, b=BAD, a__c=BAD, build__d=BAD)
    assert vars(run("check", "--show-files")) == {"code": 0, "out": "a/c.py\nb.py\n", "err": ""}
    assert run("check", "--show-files", "missing.py").code == 2


def test_show_settings_is_toml_that_gives_the_settings_back(run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.poollint]\nselect = ["POOL1"]\nper-file-ignores = { "a*" = ["POOL2"] }\n'
        '[tool.poollint.pools.mine]\nacquire = ["get"]\nrelease = ["put"]\n'
        '[tool.poollint.deferrals.later]\nmethods = ["later"]\nlane = "thread"\n'
    )
    result = run("check", "--show-settings", "--extend-exclude", "docs")
    assert "# settings: pyproject.toml" in result.out
    assert 'extend-exclude = ["docs"]' in result.out
    (tmp_path / "pyproject.toml").write_text("[tool.poollint]\n" + result.out)
    again = run("check", "--show-settings")
    assert again.out == result.out


def test_help_has_every_option_and_its_words(run) -> None:
    text = " ".join(run("check", "--help").out.split())
    for option in OPTIONS:
        if option.flag:
            assert f"--{option.key}" in text
            assert option.help.split(". ")[0].rstrip(".") in text or "-" in option.help
    for flag in ("--stdin-filename", "--config", "--isolated", "--no-fix", "--output-file", "--exit-zero"):
        assert flag in text


def test_a_path_in_place_of_a_command_gets_a_hint(run, tmp_path: Path) -> None:
    write(tmp_path, a=BAD)
    result = run("a.py")
    assert result.code == 2
    assert "did you mean `poollint check a.py`?" in result.err
    assert "`chek` is no command; did you mean `check`?" in run("chek").err


def test_no_fix_is_taken(run, tmp_path: Path) -> None:
    write(tmp_path, a=BAD)
    assert run("check", "--no-fix", "--force-exclude", "--force-exclude").code == 1


def test_config_lists_and_explains_settings(run) -> None:
    text = run("config").out
    for option in OPTIONS:
        assert f"\n{option.key}\n" in f"\n{text}"
    assert 'default: ["test_*.py"' in run("config", "test-files").out
    wrong = run("config", "test-fils")
    assert wrong.code == 2
    assert "did you mean `test-files`?" in wrong.err


def test_shards_are_shares_that_make_up_the_whole(run, tmp_path: Path) -> None:
    names = [f"{folder}__m{number}" for folder in "abc" for number in range(9)]
    write(tmp_path, **dict.fromkeys(names, BAD))
    (tmp_path / "pyproject.toml").write_text("[tool.poollint]\n")
    plain = ("check", "--output-format", "concise")
    whole = run(*plain).out.splitlines()
    shares = [run(*plain, "--shard", f"{number}/4").out.splitlines() for number in (1, 2, 3, 4)]
    assert all(shares)
    assert sorted(line for share in shares for line in share) == sorted(whole)
    assert run(*plain, "--shard", "1/1").out.splitlines() == whole
    # A file's share does not depend on the others, nor on how it is named.
    place = next(number for number, share in enumerate(shares, 1) if share[0].startswith("a/"))
    name = shares[place - 1][0].partition(":")[0]
    assert run(*plain, str(tmp_path / name), "--shard", f"{place}/4").out.startswith(name)
    assert run(*plain, name, "--shard", f"{place % 4 + 1}/4").out == ""
    listed = run("check", "--show-files", "--shard", f"{place}/4").out.splitlines()
    assert listed == sorted({line.partition(":")[0] for line in shares[place - 1]})


@pytest.mark.parametrize("share", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2"])
def test_what_is_no_share_is_exit_2(run, share: str) -> None:
    result = run("check", f"--shard={share}")
    assert result.code == 2
    assert f"`{share}` is no share: write K/N with K from 1 to N, as in 2/4" in result.err


def test_a_profile_goes_to_stderr(run, tmp_path: Path) -> None:
    write(tmp_path, a=BAD)
    plain = run("check")
    profiled = run("check", "--profile")
    assert (profiled.code, profiled.out) == (plain.code, plain.out)
    head, *rows = profiled.err.removeprefix(plain.err).splitlines()
    assert head.split() == ["seconds", "share", "times", "stage"]
    assert {"read", "find files", "report"} <= {row[27:] for row in rows}
    assert run("check").err == plain.err
