"""`poollint check`: find, judge, report, and say by the exit code how it went."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from poollint import engine
from poollint.cli.settings_flags import overrides_from, setting_flags
from poollint.cli.terminal import (
    complain,
    tell,
    terminal_width,
    wants_color,
    write_bytes,
    write_error,
    write_file,
)
from poollint.cli.toml import shown_value
from poollint.config import OPTIONS, Config, ConfigFinder, Overrides, Selection, check_selectors
from poollint.discovery import Discovered, Problem, SourceFile, discover, is_left_out, shard, shown_path
from poollint.effort import SELDOM
from poollint.finding import Finding
from poollint.report import render
from poollint.shown import FORMATS, MOST_RESTS, Shown, counted, summary, write_out, write_report
from poollint.stages import begin, end, staged

if TYPE_CHECKING:
    from poollint.cache import Cache
    from poollint.quick import Run
    from poollint.repair import Outcome

STDIN = "-"
_NO_NAME = "<stdin>"
_render = staged("report")(render)


class Shard(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """`K/N`, as (K, N)."""

    name = "shard"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        number, _, count = str(value).partition("/")
        if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
            self.fail(f"`{value}` is no share: write K/N with K from 1 to N, as in 2/4", param, ctx)
        return int(number), int(count)


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
    diff: bool = False
    fix_only: bool = False
    show_fixes: bool = False
    fails_on_fix: bool = False


@click.command(short_help="Check files and folders.")
@click.argument("paths", nargs=-1, metavar="[PATHS... | -]")
@setting_flags
@click.option("--stdin-filename", metavar="PATH", help="Where the text on stdin (PATHS is `-`) would stand.")
@click.option(
    "--config", "config_file", metavar="FILE", help="Settings for all files, in place of the nearest ones."
)
@click.option("--isolated", is_flag=True, help="Read no settings file.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and change nothing.")
@click.option("--fix-only", is_flag=True, help="Fix, and report nothing of what is left.")
@click.option("--show-fixes", is_flag=True, help="Say on stderr what was fixed in which file.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Leave with 1 where something was fixed.")
@click.option("-o", "--output-file", metavar="FILE", help="Write the report there in place of stdout.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Processes; 0, the default, takes as many as pay off.",
)
@click.option("--no-cache", is_flag=True, envvar="POOLLINT_NO_CACHE", help="Read and write no cache.")
@click.option(
    "--cache-dir",
    metavar="DIR",
    envvar="POOLLINT_CACHE_DIR",
    help="Where the cache is, in place of .poollint_cache in the project root.",
)
@click.option(
    "--shard",
    type=Shard(),
    metavar="K/N",
    help="Check the K-th of N shares of the files; which one a file is in depends on its path alone.",
)
@click.option(
    "--summaries",
    multiple=True,
    metavar="FILE",
    help="What `poollint summarize` wrote of files that need not be there; may be repeated.",
)
@click.option("--profile", is_flag=True, help="Say on stderr where the time went, by stage.")
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

    Findings go to stdout, all else to stderr; with --fix and `-`, the fixed text goes to stdout and findings
    to stderr. Exit codes: 0 clean, 1 findings (a file that can't be parsed is one) or, with --diff, something
    to change, 2 something could not be done.
    """
    gc.set_threshold(*SELDOM)
    if not values["profile"]:
        return _check(paths, values)
    stages = begin()
    try:
        return _check(paths, values)
    finally:
        end()
        sys.stderr.write(stages.table())


def _check(paths: tuple[str, ...], values: dict[str, Any]) -> int:
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
        values["diff"],
        values["fix_only"],
        values["show_fixes"],
        values["exit_non_zero_on_fix"],
    )
    fixes = here.fix or manner.diff or manner.fix_only
    parts = engine.shipped_parts(**_known(values["summaries"], here))
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
        name, show = values["stdin_filename"], values["show_files"]
        if fixes and not show:
            return _fix_stdin(name, finder, runner, here, manner)
        report = _check_stdin(name, finder, runner, show=show)
        found = Discovered((), (), ())
    else:
        found = discover(paths or (".",), finder)
        if values["shard"] is not None:
            found = replace(found, files=shard(found.files, *values["shard"]))
        if values["show_files"]:
            write_out("".join(f"{file.path}\n" for file in sorted(found.files, key=lambda file: file.path)))
            _tell_troubles(found.problems, found.warnings, manner)
            return 2 if found.problems else 0
        if fixes:
            return _fix_files(found, runner, here, manner)
        report = _check_files(found, runner, here, manner, values)
    if report is None:
        return 0
    report = replace(
        report, problems=found.problems + report.problems, warnings=found.warnings + report.warnings
    )
    return _tell(report, manner)


def _known(summaries: tuple[str, ...], here: Config) -> dict[str, Any]:
    """What the stages know of files that are not there."""
    if not summaries:
        return {}
    from poollint.exchange import load

    return {"exchange": load(here.project_root or os.getcwd(), summaries)}


def _check_flags(overrides: Overrides, parts: engine.Parts) -> None:
    """Rules that the command line names must exist, whatever the files' settings are."""
    for flag, selectors in (
        ("--select", overrides.select or ()),
        ("--ignore", overrides.ignore or ()),
        ("--extend-select", overrides.extend_select),
        ("--extend-ignore", overrides.extend_ignore),
        ("--fixable", overrides.fixable or ()),
        ("--unfixable", overrides.unfixable or ()),
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


def _check_files(
    found: Discovered, runner: engine.Engine, here: Config, manner: _Manner, values: dict[str, Any]
) -> engine.Report:
    """What is wrong with the files; earlier results are taken from the cache and left there."""
    from poollint.batch import check_files

    jobs = 1 if values["verbose"] > 1 else values["jobs"]  # a traceback is told where it happens
    if values["no_cache"] or values["summaries"]:
        return check_files(runner, found.files, jobs=jobs)
    from poollint.cache import Cache, default_folder

    place = (values["cache_dir"] or default_folder(here), here.project_root or os.getcwd())
    with closing(Cache(*place)) as cache:
        report = check_files(runner, found.files, jobs=jobs, cache=cache)
    run: Run | None = click.get_current_context().obj
    if run is not None and run.is_kept and not (found.problems or found.warnings):
        with closing(Cache(*place)) as cache:  # as the next run finds it
            _keep_what_was_shown(run, report, found.files, cache, manner)
    return report


def _fix_files(found: Discovered, runner: engine.Engine, here: Config, manner: _Manner) -> int:
    """Fix files, or show what that would change; the exit code."""
    from poollint.repair import repair_files

    outcome = repair_files(runner, found.files, unsafe=here.unsafe_fixes, write=not manner.diff)
    report = replace(
        outcome.report,
        problems=found.problems + outcome.report.problems,
        warnings=found.warnings + outcome.report.warnings,
    )
    return _tell_fixes(replace(outcome, report=report), manner)


def _fix_stdin(
    name: str | None, finder: ConfigFinder, runner: engine.Engine, here: Config, manner: _Manner
) -> int:
    """Write the fixed text to stdout and findings to stderr (with --diff: the changes to stdout)."""
    from poollint.repair import Outcome, repair

    config = finder.for_file(name) if name else finder.for_folder(os.getcwd())
    filename = shown_path(name) if name else _NO_NAME
    data = sys.stdin.buffer.read()
    problems: list[Problem] = []
    done = None
    if name is None or not (config.force_exclude and is_left_out(name, config)):
        done = runner.guarded(
            lambda: repair(runner, data, filename, config, unsafe=here.unsafe_fixes), filename, problems
        )
    if not manner.diff:
        write_bytes(data if done is None else done.data)
    if done is None:
        return _tell_fixes(Outcome(engine.Report(problems=tuple(problems), files=1)), manner, on_stdin=True)
    texts = {filename: done.text}
    runner.add_texts(done.left, texts)
    warnings = () if done.warning is None else (f"`{filename}` {done.warning}",)
    report = engine.Report(
        done.left, tuple(problems), warnings, 1, int(done.analysed), done.suppressed, texts
    )
    changes = {filename: (runner.decode(data), done.text)} if done.fixed else {}
    return _tell_fixes(Outcome(report, done.fixed, changes), manner, on_stdin=True)


def _tell_fixes(outcome: Outcome, manner: _Manner, *, on_stdin: bool = False) -> int:
    """Write what is left, or the changes; the exit code."""
    report, count = outcome.report, len(outcome.fixed)
    if manner.diff:
        from poollint.report.diff import render_diff

        _tell_troubles(report.problems, report.warnings, manner)
        write_out(
            "".join(
                render_diff(name, before, after, raw=not sys.stdout.isatty())
                for name, (before, after) in sorted(outcome.changes.items())
            )
        )
        if not manner.quiet:
            tell(f"Would fix {counted(count, 'problem')}." if count else "Nothing to fix.")
        return 2 if report.problems else int(bool(count) and not manner.exit_zero)
    if manner.show_fixes:
        for line in _fixed_lines(outcome.fixed):
            tell(line)
    code = (
        _end_quietly(report, manner, count)
        if manner.fix_only
        else _tell(report, manner, fixed=count, to_stderr=on_stdin)
    )
    return 1 if code == 0 and manner.fails_on_fix and count and not manner.exit_zero else code


def _end_quietly(report: engine.Report, manner: _Manner, fixed: int) -> int:
    _tell_troubles(report.problems, report.warnings, manner)
    if not manner.quiet:
        tell(f"Fixed {counted(fixed, 'problem')}.")
    return 2 if report.problems else 0


def _fixed_lines(fixed: tuple[Finding, ...]) -> list[str]:
    """One line for each file, one for each rule below it."""
    counts: dict[str, dict[tuple[str, str], int]] = {}
    for finding in fixed:
        per_rule = counts.setdefault(finding.filename, {})
        key = (finding.code, finding.name)
        per_rule[key] = per_rule.get(key, 0) + 1
    lines = []
    for filename, rules in sorted(counts.items()):
        lines.append(f"{filename}:")
        lines += [f"  {count} x {code} {name}" for (code, name), count in sorted(rules.items())]
    return lines


def _tell(report: engine.Report, manner: _Manner, *, fixed: int = 0, to_stderr: bool = False) -> int:
    """Write the report; the exit code. `fixed` problems are there no more."""
    _tell_troubles(report.problems, report.warnings, manner)
    failed = bool(report.problems)
    text = (
        _statistics(report, manner.output_format)
        if manner.statistics
        else _text(report.findings, report, manner, to_stderr=to_stderr)
    )
    if manner.output_file is None and to_stderr:
        write_error(text)
    elif manner.output_file is None:
        write_report(text)
    else:
        try:
            write_file(manner.output_file, text)
        except OSError as error:
            complain(f"error: {manner.output_file}: cannot be written: {error.strerror}")
            failed = True
    if not manner.quiet and manner.output_format != "json":
        tell(summary(map(_as_shown, _by_file(report).values()), fixed=fixed, complete=not report.problems))
    if manner.verbose:
        tell(
            f"{counted(report.files, 'file')}, {report.analysed} analysed, "
            f"{counted(report.suppressed, 'finding')} hidden by comments"
        )
    if failed:
        return 2
    return 1 if report.findings and not manner.exit_zero else 0


def _text(
    findings: Sequence[Finding], report: engine.Report, manner: _Manner, *, to_stderr: bool = False
) -> str:
    to_terminal = manner.output_file is None and sys.stdout.isatty() and not to_stderr
    return _render(
        findings,
        manner.output_format,
        texts=report.texts,
        width=terminal_width() if to_terminal else 120,
        color=wants_color(manner.color, to_terminal=to_terminal),
    )


def _by_file(report: engine.Report) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.filename, []).append(finding)
    return found


def _keep_what_was_shown(
    run: Run, report: engine.Report, files: Iterable[SourceFile], cache: Cache, manner: _Manner
) -> None:
    """Leave to the next run with these arguments what this one prints, file by file.

    Only of files with a result that is kept, and is the one that was told.
    """
    if report.problems or report.warnings or manner.output_format not in FORMATS:
        return
    found = _by_file(report)
    every = {}
    for file in files:
        findings = found.pop(file.path, [])
        known, basis = cache.find(file.path, file.config), cache.rests_on(file.path, MOST_RESTS)
        if known is not None and basis is not None and engine.sort_findings(known[0]) == findings:
            text = _text(findings, report, manner)
            every[os.path.abspath(file.path)] = (_as_shown(findings, manner.output_format, text), basis)
    if not found:
        run.keep(every)


def _tell_troubles(problems: tuple[Problem, ...], warnings: tuple[str, ...], manner: _Manner) -> None:
    for problem in problems:
        complain(f"error: {problem.path}: {problem.message}")
    if not manner.quiet:
        for warning in warnings:
            complain(f"warning: {warning}")


def _as_shown(findings: Iterable[Finding], output_format: str = "", text: str = "") -> Shown:
    sorts = [finding.fix.applicability if finding.fix is not None else "" for finding in findings]
    return Shown(output_format, text, len(sorts), sorts.count("safe"), sorts.count("unsafe"))


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
    import traceback

    return lambda error: traceback.print_exception(error, file=sys.stderr)
