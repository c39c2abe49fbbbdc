"""`poollint summarize`: writes what other files can ask of some files, for `poollint check --summaries`."""

from __future__ import annotations

import os

import click

from poollint.cli.terminal import complain, write_file
from poollint.config import ConfigFinder
from poollint.discovery import discover
from poollint.shown import write_out


@click.command(short_help="Write what other files can ask of some files.")
@click.argument("paths", nargs=-1, metavar="[PATHS...]")
@click.option("-o", "--output-file", metavar="FILE", help="Write the summaries there in place of stdout.")
@click.option(
    "--config", "config_file", metavar="FILE", help="Settings for all files, in place of the nearest ones."
)
@click.option("--isolated", is_flag=True, help="Read no settings file.")
def summarize(
    paths: tuple[str, ...], output_file: str | None, config_file: str | None, isolated: bool
) -> int:
    """Write what other files can ask of the files in PATHS (the current folder without any).

    `poollint check --summaries FILE` then needs the file that it checks and none of these, and finds what a
    run over all files finds. So a build system can check each file in an action of its own. Summaries depend
    on the files alone, not on the settings.
    """
    if config_file and isolated:
        raise click.UsageError("--config and --isolated exclude each other.")
    finder = ConfigFinder(file=config_file, isolated=isolated)
    here = finder.for_folder(os.getcwd())
    found = discover(paths or (".",), finder)
    problems = [f"{problem.path}: {problem.message}" for problem in found.problems]
    from poollint.batch import summarise

    text, troubles = summarise(found.files, here.project_root or os.getcwd())
    for message in (*problems, *troubles):
        complain(f"error: {message}")
    if output_file is None:
        write_out(text)
    else:
        try:
            write_file(output_file, text)
        except OSError as error:
            complain(f"error: {output_file}: cannot be written: {error.strerror}")
            return 2
    return 2 if problems or troubles else 0
