"""Writing: findings to stdout or a file, all else to stderr, in colour where that is wanted."""

from __future__ import annotations

import os
import shutil
import sys

from poollint.report.text import visible

NO_TERMINAL_WIDTH = 120


def wants_color(choice: str, *, to_terminal: bool) -> bool:
    """`always` and `never` decide; else NO_COLOR, then FORCE_COLOR, then whether a terminal reads it."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return to_terminal and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """The width of the terminal that stdout is; a fixed one elsewhere, so that output does not vary."""
    return (
        shutil.get_terminal_size((NO_TERMINAL_WIDTH, 24)).columns
        if sys.stdout.isatty()
        else NO_TERMINAL_WIDTH
    )


def write_bytes(data: bytes) -> None:
    """Write bytes to stdout as they are."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_error(text: str) -> None:
    """Write a report to stderr; what its encoding lacks is escaped by Python itself."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def complain(text: str) -> None:
    """One line of trouble to stderr."""
    tell(f"poollint: {text}")


def tell(text: str) -> None:
    """One line to stderr; a stderr that can't be written to is no reason to fail."""
    try:
        print(visible(text), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return


def write_file(path: str, text: str) -> None:
    """Write a report to a file, making the folders above it. Raises OSError."""
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, exist_ok=True)
    with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
        stream.write(text)
