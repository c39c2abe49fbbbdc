"""Answers of questions that ask each other: exact, cut, and never dependent on the order of asking."""

from __future__ import annotations

import itertools

import pytest

from poollint.recursion import Recursion

CALLS = {"a": "b", "b": "cd", "c": "a", "d": "", "e": "f", "f": "ghe", "g": "h", "h": "d"}


def reach(recursion: Recursion, name: str) -> str:
    """The names below `name` as far as the depth allows; `?` where it ends."""

    def answer() -> str:
        return name + "(" + "".join(reach(recursion, other) for other in CALLS[name]) + ")"

    return recursion.ask(name, answer, "?")


def test_a_cycle_is_cut_at_the_depth() -> None:
    assert reach(Recursion(3), "a") == "a(b(c(?)d()))"
    assert reach(Recursion(4), "a") == "a(b(c(a(?))d()))"


def test_an_exact_answer_serves_every_depth_it_fits_into() -> None:
    recursion = Recursion(3)
    assert reach(recursion, "g") == "g(h(d()))"
    assert reach(recursion, "f") == "f(g(h(?))h(d())e(f(???)))"


@pytest.mark.parametrize("depth", [1, 2, 3, 5])
def test_the_order_of_questions_does_not_matter(depth: int) -> None:
    alone = {name: reach(Recursion(depth), name) for name in CALLS}
    for order in itertools.islice(itertools.permutations(CALLS), 0, 40_000, 331):
        recursion = Recursion(depth)
        assert {name: reach(recursion, name) for name in order} == alone


def test_an_error_leaves_no_trace() -> None:
    recursion = Recursion(2)

    def fail() -> str:
        raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        recursion.ask("x", fail, "?")
    assert recursion.ask("x", lambda: recursion.ask("y", lambda: "fine", "?"), "?") == "fine"
