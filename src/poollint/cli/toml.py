"""Values written as TOML, for showing settings."""

from __future__ import annotations

from collections.abc import Mapping

from poollint.config import Option


def shown_value(option: Option, value: object) -> str:
    """The value of an option as its user would write it; the default choice of rules has no such form."""
    if value is None:
        return "the default rules"
    if option.kind == "selectors-by-pattern" and isinstance(value, tuple):
        return toml_value(dict(value))
    return toml_value(value)


def toml_value(value: object) -> str:
    """A value of the settings as it would stand behind `key =`."""
    import json

    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        inside = ", ".join(f"{json.dumps(str(key))} = {toml_value(item)}" for key, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(toml_value(item) for item in value)}]"
    return json.dumps(value)
