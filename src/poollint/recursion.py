"""Questions that ask each other, such as the summaries of functions that call each other.

Invariant: an answer depends on the question and on how deep it is asked, never on what was asked before.
An answer that was reached within the depth that was left is exact, whoever asks. One that a limit cut
short is kept for that depth alone, so that no order of questions can be seen in an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Recursion:
    """Remembers answers; at most `depth` questions may wait for one another."""

    def __init__(self, depth: int, gives_up: tuple[type[Exception], ...] = ()) -> None:
        """An answer that ends in one of the errors `gives_up` is as if it had been asked too deep."""
        self._depth = self._left = depth
        self._gives_up = gives_up
        self._height = 0
        self._was_cut = False
        self._exact: dict[Hashable, tuple[int, Any]] = {}
        self._cut: dict[Hashable, Any] = {}

    @property
    def is_idle(self) -> bool:
        """Whether no question waits for an answer."""
        return self._left == self._depth

    def ask(self, question: Hashable, answer: Callable[[], T], otherwise: T) -> T:
        """The answer to `question`; `otherwise` where it would be asked too deep."""
        if not self._left:
            self._was_cut = True
            return otherwise
        known = self._exact.get(question)
        if known is not None and known[0] <= self._left:
            self._height = max(self._height, known[0])
            return known[1]  # type: ignore[no-any-return]
        if (question, self._left) in self._cut:
            self._was_cut = True
            return self._cut[question, self._left]  # type: ignore[no-any-return]
        height, was_cut = self._height, self._was_cut
        self._height, self._was_cut = 0, False
        self._left -= 1
        try:
            result = answer()
        except self._gives_up:
            result = otherwise
        finally:
            self._left += 1
            inner, cut = self._height + 1, self._was_cut
            self._height, self._was_cut = max(height, inner), was_cut or cut
        if cut:
            self._cut[question, self._left] = result
        else:
            self._exact[question] = (inner, result)
        return result
