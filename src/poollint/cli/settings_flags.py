"""Command-line flags made from the table of options, and back from their values to `Overrides`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import click

from poollint.config import OPTIONS, Option, Overrides

_Command = TypeVar("_Command", bound=Callable[..., Any])


def setting_flags(command: _Command) -> _Command:
    """Give a command the flag of each option that has one."""
    for option in reversed([option for option in OPTIONS if option.flag]):
        command = _flag(option)(command)
    return command


def overrides_from(values: Mapping[str, Any]) -> Overrides:
    """What the user gave on the command line; `values` are click's, by field name."""
    return Overrides(
        select=_words(values["select"]) if values["select"] else None,
        ignore=_words(values["ignore"]) if values["ignore"] else None,
        extend_select=_words(values["extend_select"]),
        extend_ignore=_words(values["extend_ignore"]),
        exclude=_words(values["exclude"]) if values["exclude"] else None,
        extend_exclude=_words(values["extend_exclude"]),
        force_exclude=values["force_exclude"],
        output_format=values["output_format"],
        fix=values["fix"],
        unsafe_fixes=values["unsafe_fixes"],
        fixable=_words(values["fixable"]) if values["fixable"] else None,
        unfixable=_words(values["unfixable"]) if values["unfixable"] else None,
    )


def _flag(option: Option) -> Callable[[_Command], _Command]:
    name = f"--{option.key}"
    if option.kind == "flag":
        return click.option(f"{name}/--no-{option.key}", option.field, default=None, help=option.help)
    if option.kind == "choice":
        kind = click.Choice(option.choices)
        return click.option(name, option.field, type=kind, help=f"{option.help}  [default: {option.default}]")
    text = f"{option.help} Separated by commas; may be repeated."
    return click.option(name, option.field, multiple=True, metavar=option.metavar, help=text)


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())
