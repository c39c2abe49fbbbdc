"""The command `poollint`: its subcommands, and what becomes of errors. The only package that imports click.

Exit codes: 0 clean, 1 findings, 2 could not do its work, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from poollint import __version__
from poollint.cli.check import check
from poollint.cli.clean import clean
from poollint.cli.explain import config, pools, rule
from poollint.cli.summarize import summarize
from poollint.config import ConfigError
from poollint.config.errors import hint

if TYPE_CHECKING:
    from poollint.quick import Run

__all__ = ["main"]


class _Commands(click.Group):
    """The group; a word that is no command gets a hint, a path the one that it needs `check` in front."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None:
            if args[0] == "-" or os.path.exists(args[0]):
                ctx.fail(f"`{args[0]}` is no command; did you mean `poollint check {args[0]}`?")
            ctx.fail(f"`{args[0]}` is no command{hint(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 clean, 1 findings, 2 poollint could not do its work.",
)
@click.version_option(__version__, "-V", "--version", prog_name="poollint", message="%(prog)s %(version)s")
def _poollint() -> None:
    """Find Python code that still uses an object after giving it back to its pool.

    Begin with `poollint check`, which checks the current folder.
    """


for _command in (check, rule, pools, config, summarize, clean):
    _poollint.add_command(_command)


def main(run: Run | None = None) -> None:
    """Run the command line and leave with its exit code. `run` is told what is printed of which file."""
    try:
        code = _poollint.main(prog_name="poollint", standalone_mode=False, obj=run)
    except click.ClickException as error:
        error.show()
        code = 2
    except ConfigError as error:
        from poollint.cli.terminal import complain

        complain(f"error: {error.message}")
        code = 2
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        # Whoever read our output has had enough; Python would complain at exit when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)
