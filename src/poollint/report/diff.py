"""Two texts as a unified diff, in the form that `patch` and `git apply -p0` take."""

from __future__ import annotations

import difflib

from poollint.report.text import visible


def render_diff(name: str, before: str, after: str, *, raw: bool) -> str:
    """The difference, empty where there is none; not `raw`, control characters are made visible."""
    old, new = before.split("\n"), after.split("\n")
    lines: list[str] = []
    for line in difflib.unified_diff(_lines(old), _lines(new), visible(name), visible(name)):
        ended = line.endswith("\n")
        text = line[:-1] if ended else line
        lines.append(f"{text if raw else visible(text)}\n")
        if not ended:
            lines.append("\\ No newline at end of file\n")
    return "".join(lines)


def _lines(parts: list[str]) -> list[str]:
    """Lines with their ends; nothing but a newline ends one, as `patch` sees it."""
    whole = [f"{part}\n" for part in parts[:-1]]
    return [*whole, parts[-1]] if parts[-1] else whole
