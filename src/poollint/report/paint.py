"""Colour for a terminal, or none."""

from __future__ import annotations


class Paint:
    """Wraps text in the colours of its role; with `on` false it gives the text back as it is."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def error(self, text: str) -> str:
        """The finding's own place and its code."""
        return self._wrap("1;31", text)

    def note(self, text: str) -> str:
        """A note's head."""
        return self._wrap("1;32", text)

    def step(self, text: str) -> str:
        """A step that is not the finding's own place."""
        return self._wrap("1;34", text)

    def frame(self, text: str) -> str:
        """Line numbers, bars and arrows."""
        return self._wrap("34", text)

    def strong(self, text: str) -> str:
        """What should be read first."""
        return self._wrap("1", text)

    def _wrap(self, style: str, text: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._on and text else text
