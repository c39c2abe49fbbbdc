"""`poollint check`: find, judge, report, and say by the exit code how it went."""

from __future__ import annotations

import os
import sys
import traceback
from dataclasses import dataclass, replace
from typing import Any

import click

from poollint import engine
from poollint.cli.settings_flags import overrides_from, setting_flags
from poollint.cli.terminal import complain, tell, terminal_width, wants_color, write_file, write_out
from poollint.cli.toml import shown_value
from poollint.config import OPTIONS, Config, ConfigFinder, Overrides, Selection, check_selectors
from poollint.discovery import Discovered, Problem, discover, is_left_out, shown_path
from poollint.report import render

STDIN = "-"
_NO_NAME = "<stdin>"


@dataclass(frozen=True)
class _Manner:
    """How the run is to be told of."""

    output_format: str
    output_file: str | None
    color: str
    statistics: bool
    exit_zero: bool
    quiet: bool
    verbose: int


@click.command(short_help="Check files and folders.")
@click.argument("paths", nargs=-1, metavar="[PATHS... | -]")
@setting_flags
@click.option("--stdin-filename", metavar="PATH", help="Where the text on stdin (PATHS is `-`) would stand.")
@click.option(
    "--config", "config_file", metavar="FILE", help="Settings for all files, in place of the nearest ones."
)
@click.option("--isolated", is_flag=True, help="Read no settings file.")
@click.option("--no-fix", is_flag=True, help="Change no file (files are never changed at present).")
@click.option("-o", "--output-file", metavar="FILE", help="Write the report there in place of stdout.")
@click.option("-e", "--exit-zero", is_flag=True, help="Leave with 0 in spite of findings (errors stay 2).")
@click.option("--statistics", is_flag=True, help="Print how often each rule reports, not the findings.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour; `auto` honours NO_COLOR and FORCE_COLOR.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary and no warnings on stderr.")
@click.option(
    "-v", "--verbose", count=True, help="Say more on stderr; -vv with tracebacks of internal errors."
)
@click.option("--show-files", is_flag=True, help="Print the files that would be checked.")
@click.option("--show-settings", is_flag=True, help="Print the settings that would be used for PATHS.")
def check(paths: tuple[str, ...], **values: Any) -> int:
    """Check files and folders (the current one without PATHS), or the text on stdin (`-`).

    Findings go to stdout, all else to stderr. Exit codes: 0 clean, 1 findings (a file that can't be parsed is
    one), 2 something could not be done.
    """
    if values["config_file"] and values["isolated"]:
        raise click.UsageError("--config and --isolated exclude each other.")
    if STDIN in paths and len(paths) > 1:
        raise click.UsageError("`-` (stdin) can't be mixed with paths.")
    overrides = overrides_from(values)
    finder = ConfigFinder(overrides, file=values["config_file"], isolated=values["isolated"])
    here = finder.for_folder(os.getcwd())
    manner = _Manner(
        here.output_format,
        values["output_file"],
        values["color"],
        values["statistics"],
        values["exit_zero"],
        values["quiet"],
        values["verbose"],
    )
    parts = engine.shipped_parts()
    _check_flags(overrides, parts)
    Selection(here, parts.rules)
    if values["show_settings"]:
        of = values["stdin_filename"] or next((path for path in paths if path != STDIN), None)
        write_out(
            _settings(finder.for_folder(of) if of and os.path.isdir(of) else finder.for_file(of or "x"))
        )
        return 0
    runner = engine.Engine(parts, on_error=_tracer(manner))
    if paths == (STDIN,):
        report = _check_stdin(values["stdin_filename"], finder, runner, show=values["show_files"])
        found = Discovered((), (), ())
    else:
        found = discover(paths or (".",), finder)
        if values["show_files"]:
            write_out("".join(f"{file.path}\n" for file in sorted(found.files, key=lambda file: file.path)))
            _tell_troubles(found.problems, found.warnings, manner)
            return 2 if found.problems else 0
        report = runner.check_files(found.files)
    if report is None:
        return 0
    report = replace(
        report, problems=found.problems + report.problems, warnings=found.warnings + report.warnings
    )
    return _tell(report, manner)


def _check_flags(overrides: Overrides, parts: engine.Parts) -> None:
    """Rules that the command line names must exist, whatever the files' settings are."""
    for flag, selectors in (
        ("--select", overrides.select or ()),
        ("--ignore", overrides.ignore or ()),
        ("--extend-select", overrides.extend_select),
        ("--extend-ignore", overrides.extend_ignore),
    ):
        check_selectors(flag, selectors, parts.rules)


def _check_stdin(
    name: str | None, finder: ConfigFinder, runner: engine.Engine, *, show: bool
) -> engine.Report | None:
    """What is wrong with the text on stdin; None where only its name was asked for."""
    config = finder.for_file(name) if name else finder.for_folder(os.getcwd())
    filename = shown_path(name) if name else _NO_NAME
    left_out = name is not None and config.force_exclude and is_left_out(name, config)
    if show:
        write_out("" if left_out else f"{filename}\n")
        return None
    data = sys.stdin.buffer.read()
    if left_out:
        return engine.Report(warnings=(f"`{filename}` is excluded",))
    problems: list[Problem] = []
    result = runner.check_guarded(data, filename, config, problems)
    texts = {filename: result.text or ""}
    runner.add_texts(result.findings, texts)
    return engine.Report(
        result.findings, tuple(problems), (), 1, int(result.analysed), result.suppressed, texts
    )


def _tell(report: engine.Report, manner: _Manner) -> int:
    """Write the report; the exit code."""
    _tell_troubles(report.problems, report.warnings, manner)
    failed = bool(report.problems)
    to_terminal = manner.output_file is None and sys.stdout.isatty()
    text = (
        _statistics(report, manner.output_format)
        if manner.statistics
        else render(
            report.findings,
            manner.output_format,
            texts=report.texts,
            width=terminal_width() if to_terminal else 120,
            color=wants_color(manner.color, to_terminal=to_terminal),
        )
    )
    if manner.output_file is None:
        try:
            write_out(text)
        except BrokenPipeError:
            # The reader has had enough. The run has its result all the same.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        try:
            write_file(manner.output_file, text)
        except OSError as error:
            complain(f"error: {manner.output_file}: cannot be written: {error.strerror}")
            failed = True
    if not manner.quiet and manner.output_format != "json":
        tell(_summary(report))
    if manner.verbose:
        tell(
            f"{_counted(report.files, 'file')}, {report.analysed} analysed, "
            f"{_counted(report.suppressed, 'finding')} hidden by comments"
        )
    if failed:
        return 2
    return 1 if report.findings and not manner.exit_zero else 0


def _tell_troubles(problems: tuple[Problem, ...], warnings: tuple[str, ...], manner: _Manner) -> None:
    for problem in problems:
        complain(f"error: {problem.path}: {problem.message}")
    if not manner.quiet:
        for warning in warnings:
            complain(f"warning: {warning}")


def _summary(report: engine.Report) -> str:
    if not report.findings:
        return (
            "No problems found, but not every file could be checked."
            if report.problems
            else "No problems found."
        )
    files = len({finding.filename for finding in report.findings})
    return f"Found {_counted(len(report.findings), 'problem')} in {_counted(files, 'file')}."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _statistics(report: engine.Report, output_format: str) -> str:
    counts: dict[tuple[str, str], int] = {}
    for finding in report.findings:
        key = (finding.code, finding.name)
        counts[key] = counts.get(key, 0) + 1
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if output_format == "json":
        import json

        records = [{"code": code, "name": name, "count": count} for (code, name), count in rows]
        return json.dumps(records, indent=2) + "\n"
    width = max((len(str(count)) for _, count in rows), default=1)
    return "".join(f"{count:>{width}}  {code}  {name}\n" for (code, name), count in rows)


def _settings(config: Config) -> str:
    """The settings as lines of TOML, with where they come from on top."""
    lines = [
        f"# settings: {config.config_file or 'the default ones (no [tool.poollint] found)'}",
        f"# project root: {os.path.abspath(config.project_root)}",
    ]
    for option in OPTIONS:
        value = getattr(config, option.field)
        lines.append(f"{'# ' if value is None else ''}{option.key} = {shown_value(option, value)}")
    return "\n".join(lines) + "\n"


def _tracer(manner: _Manner) -> Any:
    if manner.verbose < 2 and not os.environ.get("POOLLINT_DEBUG"):
        return None
    return lambda error: traceback.print_exception(error, file=sys.stderr)
