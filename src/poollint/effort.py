"""What an analysis may cost, in steps and not in time, so that an answer depends on the file alone.

A step is one operation passed by one state of one object, some twenty microseconds. The largest query seen in
real code has about 3,000, the largest file 30,000.
"""

from __future__ import annotations

from typing import Any

STEPS_OF_QUERY = 10
"""What it costs to begin one."""
MOST_OF_QUERY = 200_000
"""Steps of one object in one function."""
MOST_OF_FILE = 500_000
"""Steps of all objects in the functions of one file; those in functions that they call are not counted."""
MOST_OF_OFFERS = 600_000
"""Steps of all trials of fixes for one report of a file."""
MOST_OF_REPAIR = 1_000_000
"""Steps of all trials while the fixes of one file are made, and of the checks between them."""
MOST_PARSED = 1_000_000
"""Characters that libcst is given at once: it takes ten seconds and a gigabyte for so many."""
SELDOM = (100_000, 20, 1_000)
"""Thresholds of the garbage collector for a process that does nothing but check: trees hold no cycles, and
with Python's own, a third of a run is spent on looking for some. Graphs are collected where modules are
forgotten."""
_CHARACTERS_OF_STEP = 20
"""A text of so many characters is read in the time of one step."""


class TooMuch(Exception):
    """Something takes too many steps: `message` says what, `offset` is the place of its function."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class Effort:
    """The steps that were made: `total` since the first, `own` of the objects of the file at hand."""

    def __init__(self) -> None:
        self.total = 0
        self.own = 0

    def begin_file(self, text: str) -> None:
        """The steps of another file follow."""
        self.total += len(text) // _CHARACTERS_OF_STEP
        self.own = 0

    def spend(self, steps: int, *, own: bool) -> None:
        """Count the steps of one query. Raises TooMuch where the file has had all that it gets."""
        self.total += steps
        if own:
            self.own += steps
            if self.own > MOST_OF_FILE:
                most = f"more than {MOST_OF_FILE:,} steps for its objects"
                raise TooMuch(f"the file is too complex to be followed: {most}")


class Allowance:
    """The steps that the trials of fixes may take.

    `latest` is the text that was tried last, with what was found in it: where its fix is made, the next round
    begins with it.
    """

    def __init__(self, most: int) -> None:
        self._left = most
        self.latest: tuple[str, Any] | None = None
        self._passed: int | None = None

    @property
    def is_spent(self) -> bool:
        """Whether no more trial may be begun."""
        return self._left <= 0

    def spend(self, steps: int) -> None:
        """Count the steps of one trial."""
        self._left -= steps

    def spend_since(self, total: int) -> None:
        """Count the steps that were made elsewhere since the last call, of which `total` is the sum."""
        if self._passed is not None:
            self.spend(total - self._passed)
        self._passed = total
