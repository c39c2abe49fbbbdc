"""The solver on graphs that have nothing to do with pools."""

from __future__ import annotations

from collections.abc import Iterator

from poollint.flow import reverse_postorder, solve

# 0 -> 1 -> 2 -> 1, 1 -> 3: a loop; the fact counts how it was reached.
LOOP = [[1], [2, 3], [1], []]


def test_reverse_postorder_puts_loop_bodies_before_the_exit() -> None:
    rank = reverse_postorder(LOOP)
    assert rank[0] < rank[1]
    assert rank[1] < rank[2]
    assert rank[1] < rank[3]


def test_unreachable_nodes_come_last() -> None:
    assert reverse_postorder([[], [0]]) == [0, 2]


def test_facts_with_the_same_key_are_joined_and_others_live_side_by_side() -> None:
    def transfer(
        node: int, fact: tuple[str, frozenset[int]]
    ) -> Iterator[tuple[int, tuple[str, frozenset[int]], int]]:
        name, seen = fact
        for succ in LOOP[node]:
            yield succ, ("turned" if node == 2 else name, seen | {node}), 1

    found = solve(
        reverse_postorder(LOOP),
        [(0, ("first", frozenset()))],
        transfer,
        key=lambda fact: fact[0],
        join=lambda a, b: (a[0], a[1] & b[1]),
        widen=lambda fact: fact,
    )
    assert set(found.facts[3]) == {"first", "turned"}
    assert found.facts[3]["first"][1] == {0, 1}


def test_the_cheapest_way_is_found() -> None:
    edges = {0: [(1, 1), (2, 100)], 1: [(2, 1)], 2: []}

    def transfer(node: int, fact: str) -> Iterator[tuple[int, str, int]]:
        for succ, cost in edges[node]:
            yield succ, fact, cost

    found = solve([0, 1, 2], [(0, "x")], transfer, key=str, join=lambda a, b: a, widen=str)
    assert found.cost((0, "x"), (2, "x")) == 2
    assert found.cost((2, "x"), (0, "x")) == -1


def test_a_node_with_too_many_keys_is_widened() -> None:
    def transfer(node: int, fact: int) -> Iterator[tuple[int, int, int]]:
        if node == 0 and fact >= 0:
            yield 0, fact + 1, 1

    found = solve([0], [(0, 0)], transfer, key=lambda f: f, join=lambda a, b: a, widen=lambda f: -1, width=5)
    assert len(found.facts[0]) == 6
    assert found.overflow == 1
