"""The README tells the truth: its outputs, its table of rules, its settings and its links."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import poollint
from poollint.cli.toml import toml_value
from poollint.config import OPTIONS, Config
from poollint.config.settings import config_from_table
from poollint.rules import RULES

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
STORY = ROOT / "examples" / "stale_response"
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")

_SAID = re.compile(
    r"^(?P<indent> *)```console\n *\$ (?P<command>.*)\n(?P<said>(?:.*\n)*?)(?P=indent)```$", re.MULTILINE
)
_TOML = re.compile(r"^(?P<indent> *)```toml\n(?P<text>(?:.*\n)*?)(?P=indent)```$", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
WIDTH = 110


def readme() -> str:
    return README.read_text(encoding="utf-8")


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


# What is generated


def rules_table() -> str:
    lines = ["| code | name | finds | |", "|---|---|---|---|"]
    for rule in RULES.values():
        state = "" if rule.default else "preview"
        lines.append(f"| {rule.code} | {rule.name} | {rule.summary} | {state} |")
    return "\n".join(lines)


def settings_block() -> str:
    """All keys with their defaults, as TOML that can be copied."""
    defaults = Config()
    lines = ["```toml", "[tool.poollint]"]
    for option in OPTIONS:
        lines += textwrap.wrap(option.help, WIDTH, initial_indent="# ", subsequent_indent="# ")
        value = getattr(defaults, option.field)
        if option.kind in ("tables", "selectors-by-pattern"):
            lines.append(f"{option.key} = {{}}")
        elif value is None:
            lines.append(f"# {option.key} = [...]")
        elif len(shown := f"{option.key} = {toml_value(value)}") <= WIDTH:
            lines.append(shown)
        else:
            items = ", ".join(toml_value(item) for item in value)
            wrapped = textwrap.wrap(
                items, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
            )
            lines += [f"{option.key} = [", *wrapped, "]"]
    return "\n".join([*lines, "```"])


def with_section(text: str, name: str, content: str) -> str:
    """The text with fresh content between the two marks of a generated section."""
    start = f"<!-- {name}: generated, `pytest tests/test_readme.py --bless` rewrites it -->"
    end = f"<!-- end of {name} -->"
    head, found, rest = text.partition(start)
    _, ended, tail = rest.partition(end)
    assert found
    assert ended
    return f"{head}{start}\n\n{content}\n\n{end}{tail}"


def with_outputs(text: str) -> str:
    """The text with what each shown command prints in the folder of the example."""

    def fresh(match: re.Match[str]) -> str:
        command = shlex.split(match["command"])
        assert command[0] == "poollint"
        indent = match["indent"]
        said = textwrap.indent(run(command, STORY).stdout, indent)
        return f"{indent}```console\n{indent}$ {match['command']}\n{said}{indent}```"

    return _SAID.sub(fresh, text)


def expected(text: str) -> str:
    text = with_section(text, "rules", rules_table())
    text = with_section(text, "settings", settings_block())
    return with_outputs(text)


def test_the_readme_is_fresh(bless: bool) -> None:
    fresh = expected(readme())
    if bless:
        README.write_text(fresh, encoding="utf-8", newline="\n")
    else:
        assert readme() == fresh


# What is written


def test_the_readme_opens_with_the_example() -> None:
    code = readme().partition("```python\n")[2].partition("```")[0]
    assert code in (STORY / "handler.py").read_text(encoding="utf-8")


def test_the_first_command_finds_it() -> None:
    line = "    python -m pip install . && poollint check --exit-zero examples\n"
    assert line in readme()
    found = run(["poollint", "check", "--exit-zero", "examples"], ROOT)
    assert found.returncode == 0, found.stderr
    assert "error[POOL102]" in found.stdout
    assert "handler.py:13:9" in found.stdout


def test_the_second_command_has_what_it_needs() -> None:
    assert "    python -m pip install '.[dev]' && python -m pytest\n" in readme()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "dev" in project["optional-dependencies"]
    assert project["version"] == poollint.__version__
    assert f"rev: v{poollint.__version__}" in readme()


@pytest.mark.parametrize("number", range(len(_TOML.findall(readme()))))
def test_the_settings_shown_are_taken(number: int) -> None:
    match = list(_TOML.finditer(readme()))[number]
    table = tomllib.loads(textwrap.dedent(match["text"]))["tool"]["poollint"]
    config = config_from_table(table, file="pyproject.toml", root="")
    assert poollint.check_source("x = 1\n", config=config) == []
    if not any(table.get(key) for key in ("pools", "deferrals", "joins")):
        assert config == Config(config_file="pyproject.toml")


def test_the_three_lines_for_a_pool_of_ones_own() -> None:
    text = next(textwrap.dedent(m["text"]) for m in _TOML.finditer(readme()) if "pools.app" in m["text"])
    table = tomllib.loads(text)["tool"]["poollint"]
    config = config_from_table(table, file="pyproject.toml", root="")
    program = (
        "from app.db import begin_work, end_work\n"
        "def nightly():\n"
        "    conn = begin_work()\n"
        "    end_work(conn)\n"
        "    conn.execute('vacuum')\n"
    )
    assert len(text.splitlines()) == 3
    found = [one.code for one in poollint.check_source(program, "jobs.py", config)]
    assert found == ["POOL101"]
    assert poollint.check_source(program, "jobs.py", Config()) == []


def test_a_deferral_and_a_join_of_ones_own() -> None:
    text = next(
        textwrap.dedent(m["text"]) for m in _TOML.finditer(readme()) if "deferrals.spawn" in m["text"]
    )
    config = config_from_table(tomllib.loads(text)["tool"]["poollint"], file="pyproject.toml", root="")
    program = (
        "from app.jobs import drain, spawn\n"
        "async def nightly(pool, vacuum):\n"
        "    conn = await pool.acquire()\n"
        "    job = spawn(vacuum, conn)\n"
        "    await pool.release(conn)\n"
        "    await drain(job)\n"
    )
    found = [one.code for one in poollint.check_source(program, "jobs.py", config)]
    assert found == ["POOL104"]
    assert poollint.check_source(program, "jobs.py", Config()) == []
    lines = program.splitlines()
    mended = "\n".join([*lines[:4], lines[5], lines[4]])
    assert poollint.check_source(mended, "jobs.py", config) == []


def test_the_patterns_for_editors_read_our_lines() -> None:
    lines = run(["poollint", "check", "--output-format", "concise", "handler.py"], STORY).stdout.splitlines()
    given = re.search(r'"regexp": "([^"]+)"', readme())
    assert given is not None
    pattern = re.compile(given[1].replace("\\\\", "\\"))
    assert lines
    assert all(pattern.match(line) for line in lines)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for path, anchor in _LINK.findall(text):
        target = ROOT / path if path else ROOT / name
        assert target.exists(), path
        if anchor:
            assert anchor[1:] in anchors(target.read_text(encoding="utf-8")), anchor


def anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
