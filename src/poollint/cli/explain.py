"""`poollint rule`, `pools`, `config`: what poollint knows, and what it makes of your files."""

from __future__ import annotations

from typing import Any

import click

from poollint import engine
from poollint.cli.terminal import complain
from poollint.cli.toml import shown_value
from poollint.config import OPTIONS, Config, ConfigFinder, codes_of, unknown_selector
from poollint.config.errors import hint
from poollint.discovery import discover
from poollint.report.text import visible
from poollint.shown import write_out


@click.command(short_help="Explain a rule.")
@click.argument("rule", metavar="[CODE|NAME]", required=False)
@click.option("--all", "everything", is_flag=True, help="Explain all rules.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
def rule(rule: str | None, everything: bool, output_format: str) -> int:
    """Explain one rule (POOL101, use-after-release, or a prefix such as POOL2), or list them all."""
    from poollint.rules import RULES

    chosen = sorted(RULES)
    if rule is not None:
        chosen = sorted(codes_of(rule, RULES) or codes_of(rule.upper(), RULES))
        if not chosen:
            raise click.UsageError(unknown_selector(rule, RULES))
    rules = [RULES[code] for code in chosen]
    if output_format == "json":
        import json

        fields = ("code", "name", "summary", "default", "doc")
        records: Any = [{field: getattr(one, field) for field in fields} for one in rules]
        write_out(json.dumps(records, indent=2) + "\n")
    elif rule is None and not everything:
        width = max((len(one.name) for one in rules), default=0)
        write_out(
            "".join(f"{one.code}  {one.name:<{width}}  {_state(one)}  {one.summary}\n" for one in rules)
        )
    else:
        write_out("\n".join(_page(one) for one in rules))
    return 0


def _state(one: Any) -> str:
    return "default" if one.default else "preview"


def _page(one: Any) -> str:
    state = (
        "on by default" if one.default else f"in preview: select it (`--extend-select {one.code}`) to run it"
    )
    doc = one.doc.strip()
    head = f"# {one.name} ({one.code})\n\n{one.summary}\n\nThis rule is {state}.\n"
    return f"{head}\n{doc}\n" if doc else head


@click.command(short_help="Show which pools are known, or recognised in your files.")
@click.argument("paths", nargs=-1, metavar="[PATHS...]")
@click.option(
    "--config", "config_file", metavar="FILE", help="Settings for all files, in place of the nearest ones."
)
@click.option("--isolated", is_flag=True, help="Read no settings file.")
def pools(paths: tuple[str, ...], config_file: str | None, isolated: bool) -> int:
    """List the pools of the catalogue and of your settings.

    With PATHS: each acquisition and release recognised there and why, and what was looked at and left alone.
    """
    finder = ConfigFinder(file=config_file, isolated=isolated)
    if not paths:
        write_out(_catalogue(finder.for_folder(".")))
        return 0
    found = discover(paths, finder)
    failed = bool(found.problems)
    for problem in found.problems:
        complain(f"error: {problem.path}: {problem.message}")
    for warning in found.warnings:
        complain(f"warning: {warning}")
    for file in sorted(found.files, key=lambda file: file.path):
        try:
            write_out("".join(f"{line}\n" for line in _recognised(file.path, file.config)))
        except engine.Unreadable as error:
            complain(f"warning: {file.path}:{error.row}:{error.column}: {error.message}")
        except OSError as error:
            complain(f"error: {file.path}: cannot be read: {error.strerror or error}")
            failed = True
    return 2 if failed else 0


def _catalogue(config: Config) -> str:
    lines = []
    specs = engine.read_catalogue(config).pools
    width = max((len(spec.id) for spec in specs), default=0)
    for spec in sorted(specs, key=lambda spec: (spec.negative, not spec.user, spec.id)):
        if spec.negative:
            lines.append(f"{spec.id:<{width}}  left alone: {spec.reason}")
            continue
        acquire = ", ".join(dict.fromkeys(one.name for one in spec.acquire))
        release = ", ".join(dict.fromkeys(one.name or "end of `with`" for one in spec.release))
        source = "your settings" if spec.user else spec.source
        lines.append(f"{spec.id:<{width}}  {spec.kind}: {acquire} -> {release}  ({source})")
    return "".join(f"{visible(line)}\n" for line in lines)


def _recognised(path: str, config: Config) -> list[str]:
    lines = []
    for one in sorted(engine.survey_file(path, config), key=lambda one: (one.span, one.kind)):
        start = one.span.start
        pool = f" [{one.pool}]" if one.pool else ""
        place = f"{path}:{start.row}:{start.column}"
        lines.append(visible(f"{place}: {one.kind}{pool} `{_short(one.text)}`: {one.reason}"))
    return lines


def _short(text: str, most: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


@click.command("config", short_help="List the settings, or explain one.")
@click.argument("key", required=False)
def config(key: str | None) -> int:
    """List the keys of `[tool.poollint]` with their defaults, or explain one."""
    chosen = [option for option in OPTIONS if key in (None, option.key)]
    if not chosen:
        raise click.UsageError(
            f"unknown setting `{key}`{hint(key or '', [option.key for option in OPTIONS])}"
        )
    defaults = Config()
    blocks = []
    for option in chosen:
        shown = shown_value(option, getattr(defaults, option.field))
        choices = f"\n  one of: {', '.join(option.choices)}" if option.choices else ""
        flag = f"\n  flag: --{option.key}" if option.flag else ""
        blocks.append(f"{option.key}\n  {option.help}\n  default: {shown}{choices}{flag}\n")
    write_out("\n".join(blocks))
    return 0
