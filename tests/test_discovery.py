"""Finding files: walks, ignore files (held against git), excludes, links, what can't be looked at."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from poollint.config import Config, ConfigFinder, Overrides
from poollint.discovery import Discovered, discover, shown_path

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")


def found(*paths: str, **overrides: object) -> Discovered:
    return discover(paths, ConfigFinder(Overrides(**overrides)))  # type: ignore[arg-type]


def names(*paths: str, **overrides: object) -> list[str]:
    return [file.path for file in found(*paths, **overrides).files]


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path, "pyproject.toml")


def test_a_walk_takes_python_files_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.py", "a/z.pyi", "a/y.txt", "a/script", "c.pyx")
    assert sorted(names(".")) == ["a/z.pyi", "b.py"]


def test_default_excludes_and_virtual_environments(tmp_path: Path) -> None:
    make(
        tmp_path, "build/a.py", "x/node_modules/a.py", ".git/a.py", "env3/pyvenv.cfg", "env3/a.py", "src/a.py"
    )
    assert names(".") == ["src/a.py"]


def test_default_excludes_count_from_the_project_root(tmp_path: Path) -> None:
    inner = tmp_path / "build" / "project"
    make(inner, "pyproject.toml", "a.py")
    assert names(str(inner)) == ["build/project/a.py"]
    assert names(str(inner), force_exclude=True) == ["build/project/a.py"]


def test_what_is_named_is_taken_even_if_excluded(tmp_path: Path) -> None:
    make(tmp_path, "build/a.py", "script")
    assert names("build/a.py", "script") == ["build/a.py", "script"]
    assert names("build") == ["build/a.py"]


def test_force_exclude(tmp_path: Path) -> None:
    make(tmp_path, "build/a.py", "b.py")
    result = found("build/a.py", "b.py", "build", force_exclude=True)
    assert [file.path for file in result.files] == ["b.py"]
    assert result.problems == ()
    assert result.warnings == ("2 of the named paths are excluded",)
    assert found("build/a.py", force_exclude=True).warnings == ("`build/a.py` is excluded",)


def test_force_exclude_heeds_ignore_files(tmp_path: Path) -> None:
    make(tmp_path, "gen/a.py", "b.py")
    (tmp_path / ".gitignore").write_text("gen/\n")
    assert names("gen/a.py", "b.py", force_exclude=True) == ["b.py"]
    assert names("gen/a.py") == ["gen/a.py"]
    assert names("gen") == ["gen/a.py"]


def test_exclude_replaces_and_extend_adds(tmp_path: Path) -> None:
    make(tmp_path, "build/a.py", "docs/a.py", "b.py")
    assert sorted(names(".", exclude=("docs",))) == ["b.py", "build/a.py"]
    assert names(".", extend_exclude=("docs",)) == ["b.py"]


def test_each_file_has_the_settings_of_its_own_project(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "inner/b.py", "inner/skip/c.py")
    (tmp_path / "inner" / "pyproject.toml").write_text(
        '[tool.poollint]\nselect = ["POOL2"]\nextend-exclude = ["/skip"]\n'
    )
    files = {file.path: file.config for file in found(".").files}
    assert files.keys() == {"a.py", "inner/b.py"}
    assert files["a.py"].select is None
    assert files["inner/b.py"].select == ("POOL2",)
    assert found("inner/b.py").files[0].config.select == ("POOL2",)


def test_each_file_once(tmp_path: Path) -> None:
    make(tmp_path, "a.py")
    assert names("a.py", "./a.py", str(tmp_path / "a.py"), ".") == ["a.py"]


def test_missing_and_odd_paths_are_problems_and_the_rest_goes_on(tmp_path: Path) -> None:
    make(tmp_path, "a.py")
    os.mkfifo(tmp_path / "pipe.py")
    os.symlink("loop.py", tmp_path / "loop.py")
    os.symlink("nowhere.py", tmp_path / "dangling.py")
    result = found("missing.py", "pipe.py", "loop.py", "nul\0name", ".")
    assert [file.path for file in result.files] == ["a.py"]
    assert [problem.path for problem in result.problems] == ["missing.py", "pipe.py", "loop.py", "nul\0name"]
    assert result.problems[0].message == "no such file or folder"
    assert result.problems[1].message == "not a regular file"


def test_links_to_folders_are_not_followed_in_a_walk(tmp_path: Path) -> None:
    make(tmp_path, "a/b.py")
    os.symlink("..", tmp_path / "a" / "up")
    os.symlink("a", tmp_path / "link")
    os.symlink("b.py", tmp_path / "a" / "c.py")
    assert names(".") == ["a/b.py", "a/c.py"]
    assert names("link") == ["link/b.py", "link/c.py"]


@pytest.mark.skipif(ROOT, reason="root may read everything")
def test_an_unreadable_folder_is_a_problem(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "locked/b.py")
    (tmp_path / "locked").chmod(0)
    try:
        result = found(".")
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert [file.path for file in result.files] == ["a.py"]
    assert [(problem.path, problem.message) for problem in result.problems] == [
        ("locked", "permission denied")
    ]


def test_an_empty_folder_is_worth_a_warning(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = found("empty")
    assert result.warnings == ("no Python files found under `empty`",)
    assert result.problems == ()


def test_paths_are_shown_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "sub/a.py", "other/b.py")
    monkeypatch.chdir(tmp_path / "sub")
    assert names(".") == ["a.py"]
    assert names("..") == ["../other/b.py", "a.py"]
    assert shown_path(str(tmp_path / "sub" / "a.py")) == "a.py"
    assert shown_path("../other/b.py") == "../other/b.py"
    assert shown_path("./a.py") == "a.py"


IGNORES = {
    ".gitignore": "# comment\n*.log\nignored/\n/rooted.py\nwild*.py\n!wild_kept.py\n\\#hash.py\nlast \n",
    "deep/.gitignore": "local.py\n!deeper/local.py\n**/tail.py\n",
    "deep/deeper/.gitignore": "!wild_deep.py\n",
}
TREE = (
    "a.py",
    "ignored/a.py",
    "deep/ignored/a.py",
    "rooted.py",
    "deep/rooted.py",
    "wild_one.py",
    "wild_kept.py",
    "#hash.py",
    "deep/local.py",
    "deep/deeper/local.py",
    "deep/deeper/x/tail.py",
    "deep/deeper/wild_deep.py",
    "local.py",
    "excluded_by_info.py",
)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_ignore_files_mean_what_git_means(tmp_path: Path) -> None:
    make(tmp_path, *TREE)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / ".git" / "info").mkdir(exist_ok=True)
    (tmp_path / ".git" / "info" / "exclude").write_text("excluded_by_info.py\n")
    for name, text in IGNORES.items():
        (tmp_path / name).write_text(text)
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=tmp_path, check=True, capture_output=True
    )
    expected = sorted(name for name in os.fsdecode(listed.stdout).split("\0") if name.endswith(".py"))
    assert sorted(names(".")) == expected
    # The same from a folder below: the files above it hold there as well.
    assert sorted(names("deep")) == [name for name in expected if name.startswith("deep/")]
    # And for files that are named, one by one.
    assert sorted(names(*TREE, force_exclude=True)) == expected


def test_a_repository_inside_another_starts_afresh(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("a.py\n")
    make(tmp_path, "a.py", "sub/.git/HEAD", "sub/a.py")
    assert names(".") == ["sub/a.py"]
    assert names("sub") == ["sub/a.py"]


def test_lines_that_are_no_patterns_are_passed_by(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "b.py")
    (tmp_path / ".gitignore").write_bytes(b"!\n/\n\xff\xfe\nb.py\n")
    assert names(".") == ["a.py"]


def test_pathspec_is_imported_only_for_an_ignore_file(tmp_path: Path) -> None:
    make(tmp_path, "a.py")
    program = (
        "import sys; from poollint.config import ConfigFinder; from poollint.discovery import discover;"
        "print(len(discover(['.'], ConfigFinder()).files), 'pathspec' in sys.modules)"
    )

    def said() -> str:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    assert said() == "1 False"
    (tmp_path / ".gitignore").write_text("# nothing\n")
    assert said() == "1 False"
    (tmp_path / ".gitignore").write_text("*.log\n")
    assert said() == "1 True"


def test_fixed_settings_are_for_all_files(tmp_path: Path) -> None:
    make(tmp_path, "a.py")
    config = Config(project_root=str(tmp_path), select=("POOL1",))
    assert [file.config for file in discover(["."], ConfigFinder(fixed=config)).files] == [config]
