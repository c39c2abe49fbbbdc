"""Which versions of a library a project may run with: specifiers, files, and where they are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from poollint.versions import ANY, Bounds, Versions, specified


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("==0.115.2", (0, 115, 2), (0, 115, 3)),
        ("0.115.2", (0, 115, 2), (0, 115, 1)),
        ("==0.115.*", (0, 115, 9), (0, 116)),
        ("~=0.115.2", (0, 115, 9), (0, 116)),
        ("^0.115.2", (0, 115, 9), (0, 116)),
        ("^1.2", (1, 9), (2,)),
        ("~1.2.3", (1, 2, 9), (1, 3)),
        (">=0.100,<0.106", (0, 105, 9), (0, 106)),
        (">0.106", (0, 107), (0, 106)),
        ("<=0.106", (0, 106), (0, 106, 1)),
        (">=0.1,!=0.2", (0, 2), (0, 0, 9)),
    ],
)
def test_specifiers(text: str, inside: tuple[int, ...], outside: tuple[int, ...]) -> None:
    bounds = specified(text)
    assert bounds is not None
    assert bounds.low <= inside < bounds.high
    assert not bounds.low <= outside < bounds.high


@pytest.mark.parametrize("text", ["", "*", "!=1.0", "latest"])
def test_what_says_nothing(text: str) -> None:
    assert specified(text) is None


def test_ranges_that_meet() -> None:
    assert Bounds((0, 110), (0, 116)).meets((0, 106), (0, 118))
    assert not Bounds((0, 110), (0, 116)).meets((0, 118), None)
    assert not Bounds((0, 118), (1,)).meets(None, (0, 118))
    assert ANY.meets(None, (0, 106))


FILES = {
    "requirements.txt": "uvicorn\nfastapi[standard]==0.115.2 # as on the server\n",
    "requirements-dev.in": "fastapi == 0.115.2; python_version > '3.8'\n",
    "pyproject.toml": '[project]\ndependencies = [\n  "fastapi[all]>=0.115.2,<0.115.3",\n]\n',
    "Pipfile": '[packages]\nfastapi = "==0.115.2"\n',
    "setup.py": "setup(install_requires=['fastapi==0.115.2'])\n",
    "setup.cfg": "[options]\ninstall_requires =\n    fastapi==0.115.2\n",
    "uv.lock": '[[package]]\nname = "fastapi"\nversion = "0.115.2"\n',
    "poetry.lock": '[[package]]\nname = "fastapi"\nversion = "0.115.2"\ndescription = ""\n',
    "Pipfile.lock": '{"default": {"fastapi": {"hashes": [], "version": "==0.115.2"}}}',
}


def versions(root: Path, given: dict[str, str] | None = None) -> Versions:
    def read(path: str) -> bytes | None:
        return Path(path).read_bytes() if Path(path).is_file() else None

    return Versions(str(root), given or {}, read)


@pytest.mark.parametrize("name", FILES)
def test_every_file_that_names_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FILES[name])
    (tmp_path / "app").mkdir()
    found = versions(tmp_path).bounds(str(tmp_path / "app" / "main.py"), "fastapi")
    assert found.low == (0, 115, 2)
    assert found.high in ((0, 115, 2, 0), (0, 115, 3))


@pytest.mark.parametrize(
    "line", ['fastapi = "^0.115"', 'fastapi = {version = "^0.115", extras = ["all"]}', '"fastapi" = "~0.115"']
)
def test_keys_of_poetry(tmp_path: Path, line: str) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.poetry.dependencies]\n{line}\n")
    found = versions(tmp_path).bounds(str(tmp_path / "main.py"), "fastapi")
    assert found == Bounds((0, 115), (0, 116))


def test_another_library_with_a_longer_name_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("fastapi-users==12.0\nmy-fastapi==1.0\n")
    assert versions(tmp_path).bounds(str(tmp_path / "main.py"), "fastapi") == ANY


def test_a_lock_file_goes_before_what_is_declared_and_the_settings_before_all(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").write_text(FILES["uv.lock"])
    (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = ["fastapi>=0.100"]\n')
    path = str(tmp_path / "main.py")
    assert versions(tmp_path).bounds(path, "fastapi").low == (0, 115, 2)
    assert versions(tmp_path, {"FastAPI": "==0.118.0"}).bounds(path, "fastapi").low == (0, 118, 0)


def test_nothing_above_the_project_root_counts(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text(FILES["requirements.txt"])
    inner = tmp_path / "service"
    inner.mkdir()
    assert versions(inner).bounds(str(inner / "main.py"), "fastapi") == ANY
