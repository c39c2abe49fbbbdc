"""Settings: where they are found, how strict they are, which rules they choose, which files they name."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path

import pytest
from fake_parts import RULES

from poollint.config import OPTIONS, Config, ConfigError, ConfigFinder, Overrides, Selection


def config_of(folder: Path, body: str) -> Config:
    (folder / "pyproject.toml").write_text(f"[tool.poollint]\n{body}")
    return ConfigFinder().for_file(str(folder / "app.py"))


def test_the_table_of_options_and_the_fields_of_config_are_the_same() -> None:
    defaults = Config()
    fields = {field.name for field in dataclasses.fields(Config)} - {"project_root", "config_file"}
    assert fields == {option.field for option in OPTIONS}
    for option in OPTIONS:
        held = getattr(defaults, option.field)
        assert held == (option.default if option.kind not in ("tables", "texts") else {}), option.key
        assert option.help.endswith((".", "`.")), option.key


def test_every_flag_on_the_command_line_is_an_override() -> None:
    flags = {option.field for option in OPTIONS if option.flag}
    assert flags == {field.name for field in dataclasses.fields(Overrides)}


def test_reads_every_kind_of_value(tmp_path: Path) -> None:
    config = config_of(
        tmp_path,
        """
select = ["POOL1", "double-release"]
ignore = ["POOL102"]
per-file-ignores = { "scripts/*" = ["POOL2"] }
force-exclude = true
output-format = "json"
not-pools = ["app.cache.*"]
[tool.poollint.pools.mine]
acquire = ["app.db.get"]
release = ["app.db.put"]
[tool.poollint.deferrals.later]
names = ["app.later"]
lane = "callback"
[tool.poollint.joins.flush]
names = ["app.flush"]
of = "loop"
form = "call"
""",
    )
    assert config.select == ("POOL1", "double-release")
    assert config.per_file_ignores == (("scripts/*", ("POOL2",)),)
    assert config.force_exclude is True
    assert config.output_format == "json"
    assert config.not_pools == ("app.cache.*",)
    assert config.pools == {"mine": {"acquire": ["app.db.get"], "release": ["app.db.put"]}}
    assert config.deferrals == {"later": {"names": ["app.later"], "lane": "callback"}}
    assert config.joins == {"flush": {"names": ["app.flush"], "of": "loop", "form": "call"}}
    assert config.project_root == str(tmp_path)
    assert pickle.loads(pickle.dumps(config)) == config


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("selct = []", "tool.poollint.selct: unknown key; did you mean `select`?"),
        ("zebra = 1", "tool.poollint.zebra: unknown key"),
        ('select = "POOL1"', "tool.poollint.select: expected a list of strings, got a string"),
        ("select = [1]", "tool.poollint.select: expected a list of strings"),
        ("force-exclude = 1", "tool.poollint.force-exclude: expected true or false, got a number"),
        (
            'output-format = "jsn"',
            "expected one of full, concise, json, github; got 'jsn'; did you mean `json`?",
        ),
        ("per-file-ignores = []", "tool.poollint.per-file-ignores: expected a table"),
        ('per-file-ignores = { "a" = "b" }', "per-file-ignores.'a': expected a list of strings"),
        ("pools = { mine = 1 }", "tool.poollint.pools.mine: expected a table, got a number"),
        ("deferrals = []", "tool.poollint.deferrals: expected a table"),
        ("joins = { mine = 1 }", "tool.poollint.joins.mine: expected a table, got a number"),
        ("select = [", "not valid TOML"),
    ],
)
def test_a_faulty_setting_names_file_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as caught:
        config_of(tmp_path, body)
    assert caught.value.message.startswith("pyproject.toml: ")
    assert said in caught.value.message
    assert "\n" not in caught.value.message


def test_the_nearest_file_that_has_our_table_counts(tmp_path: Path) -> None:
    inner = tmp_path / "inner" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.poollint]\nselect = ["POOL1"]\n')
    (tmp_path / "inner" / "pyproject.toml").write_text("this is [not TOML, and none of our business\n")
    finder = ConfigFinder()
    assert finder.for_file(str(inner / "a.py")).select == ("POOL1",)
    (inner / "pyproject.toml").write_text("[tool.poollint]\n")
    assert ConfigFinder().for_file(str(inner / "a.py")).select is None


def test_toml_is_not_parsed_without_our_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\n")
    monkeypatch.setattr("poollint.config.locate._parse", lambda *_: pytest.fail("parsed"))
    config = ConfigFinder().for_folder(str(tmp_path))
    assert config == Config(project_root=str(tmp_path))


def test_config_file_given_counts_for_all_and_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text('[tool.poollint]\nselect = ["POOL1"]\n')
    (tmp_path / "other.toml").write_text('[tool.poollint]\nselect = ["POOL2"]\n')
    assert ConfigFinder(file="other.toml").for_file("a.py").select == ("POOL2",)
    assert ConfigFinder(isolated=True).for_file("a.py").select is None
    with pytest.raises(ConfigError, match=r"missing\.toml: no such file"):
        ConfigFinder(file="missing.toml")
    (tmp_path / "empty.toml").write_text("")
    with pytest.raises(ConfigError, match=r"no \[tool.poollint\] table"):
        ConfigFinder(file="empty.toml")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, {"POOL101", "POOL102", "POOL201", "POOL900", "POOL901", "POOL902"}),
        ({"select": ("POOL1",)}, {"POOL101", "POOL102", "POOL900"}),
        ({"select": ("use-after-release",)}, {"POOL101", "POOL900"}),
        ({"select": ("ALL",)}, set(RULES)),
        ({"select": ("ALL",), "ignore": ("POOL1", "POOL9")}, {"POOL201", "POOL301", "POOL900"}),
        ({"select": ("POOL101",), "ignore": ("POOL1",)}, {"POOL101", "POOL900"}),
        ({"select": ("POOL101",), "ignore": ("POOL101",)}, {"POOL900"}),
        ({"extend_select": ("POOL301",), "ignore": ("POOL9", "POOL1")}, {"POOL201", "POOL301", "POOL900"}),
        ({"select": ("POOL1",), "extend_ignore": ("POOL102",)}, {"POOL101", "POOL900"}),
        ({"select": ("POOL1",), "ignore": ("cannot-parse",)}, {"POOL101", "POOL102"}),
        ({"select": ("POOL1",), "ignore": ("POOL900",)}, {"POOL101", "POOL102"}),
        ({"select": ()}, {"POOL900"}),
    ],
)
def test_selection(settings: dict[str, tuple[str, ...]], expected: set[str]) -> None:
    assert Selection(Config(**settings), RULES).codes == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["select", "ignore", "extend_select", "extend_ignore"])
def test_an_unknown_rule_is_an_error_with_a_hint(key: str) -> None:
    with pytest.raises(ConfigError, match=rf"{key.replace('_', '-')}: unknown rule `POOL999`; did you mean"):
        Selection(Config(**{key: ("POOL999",)}), RULES)  # type: ignore[arg-type]


def test_per_file_ignores_name_rules_and_files(tmp_path: Path) -> None:
    config = Config(
        project_root=str(tmp_path),
        per_file_ignores=(("scripts/*.py", ("POOL1",)), ("gen_*.py", ("double-release",))),
    )
    selection = Selection(config, RULES)
    assert "POOL101" not in selection.for_file(str(tmp_path / "scripts/a.py"))
    assert "POOL101" in selection.for_file(str(tmp_path / "scripts/deep/a.py"))
    assert "POOL201" not in selection.for_file(str(tmp_path / "deep/gen_a.py"))
    with pytest.raises(ConfigError, match="per-file-ignores"):
        Selection(Config(per_file_ignores=(("*", ("nonsense",)),)), RULES)


def test_select_on_the_command_line_starts_afresh() -> None:
    settings = Config(select=("POOL2",), ignore=("POOL101",), extend_ignore=("POOL102",), exclude=("a",))
    assert Overrides(select=("POOL1",)).apply(settings) == Config(select=("POOL1",), exclude=("a",))
    kept = Overrides(extend_ignore=("POOL201",)).apply(settings)
    assert kept.ignore == ("POOL101",)
    assert kept.extend_ignore == ("POOL102", "POOL201")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("test_a.py", True),
        ("a_test.py", True),
        ("conftest.py", True),
        ("tests/helpers.py", True),
        ("pkg/test/helpers.py", True),
        ("attest.py", False),
        ("contest/a.py", False),
        ("latest_test/a.py", False),
    ],
)
def test_what_is_test_code(tmp_path: Path, path: str, expected: bool) -> None:
    root = tmp_path / "tests" / "project"  # a folder above the project says nothing
    config = Config(project_root=str(root))
    assert config.is_test_file(str(root / path)) is expected
    assert Config(project_root=str(root), test_files=()).is_test_file(str(root / path)) is False


def test_a_file_outside_the_project_counts_from_its_package(tmp_path: Path) -> None:
    package = tmp_path / "tests" / "place" / "pkg"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    config = Config(project_root=str(tmp_path / "elsewhere"))
    assert not config.is_test_file(str(package / "a.py"))
    assert config.is_test_file(str(package / "test_a.py"))


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("build", "build/a.py", True),
        ("build", "x/build/a.py", True),
        ("build", "rebuild/a.py", False),
        ("*.pyi", "x/a.pyi", True),
        ("docs/*.py", "docs/a.py", True),
        ("docs/*.py", "docs/x/a.py", False),
        ("docs/**/*.py", "docs/a.py", True),
        ("docs/**/*.py", "docs/x/y/a.py", True),
        ("docs/", "x/docs/a.py", True),
        ("/docs", "x/docs/a.py", False),
        ("./docs", "docs/a.py", True),
        ("docs/x", "docs/x/y/a.py", True),
        ("a[0-9].py", "a1.py", True),
        ("x/a[!0-9].py", "x/a1.py", False),
        ("x/a[!0-9].py", "x/ab.py", True),
        ("x/a?.py", "x/a/.py", False),
        ("ROOT/docs", "docs/a.py", True),
        ("a.py", "aXpy", False),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, path: str, matches: bool) -> None:
    config = Config(project_root=str(tmp_path), exclude=(pattern.replace("ROOT", str(tmp_path)),))
    assert config.excludes_path(str(tmp_path / path)) is matches
