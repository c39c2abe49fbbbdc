"""A generic forward solver over a graph of numbered nodes. It knows nothing of pools or of Python.

Facts are kept apart by a key (property simulation, Das, Lerner and Seigle, PLDI 2002): facts with the
same key at a node are joined, others live side by side. Nodes are visited in reverse postorder.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

Fact = TypeVar("Fact")


class Solution(Generic[Fact]):
    """The fixpoint: `facts[node][key]`, and the cheapest way by which each (node, key) was reached."""

    def __init__(self) -> None:
        self.facts: dict[int, dict[Hashable, Fact]] = {}
        self.edges: dict[tuple[int, Hashable], dict[tuple[int, Hashable], int]] = {}
        self.overflow = 0

    def cost(self, start: tuple[int, Hashable], goal: tuple[int, Hashable]) -> int:
        """The least sum of edge costs from `start` to `goal` (Dijkstra), -1 if there is no way."""
        best = {start: 0}
        queue: list[tuple[int, int, tuple[int, Hashable]]] = [(0, 0, start)]
        counter = 0
        while queue:
            cost, _, here = heapq.heappop(queue)
            if here == goal:
                return cost
            if cost > best[here]:
                continue
            for there, step in self.edges.get(here, {}).items():
                total = cost + step
                if total < best.get(there, total + 1):
                    best[there] = total
                    counter += 1
                    heapq.heappush(queue, (total, counter, there))
        return -1


def reverse_postorder(successors: Sequence[Iterable[int]], entry: int = 0) -> list[int]:
    """The rank of each node in reverse postorder; unreachable nodes come last."""
    order: list[int] = []
    seen = [False] * len(successors)
    seen[entry] = True
    stack = [(entry, iter(successors[entry]))]
    while stack:
        node, rest = stack[-1]
        for succ in rest:
            if not seen[succ]:
                seen[succ] = True
                stack.append((succ, iter(successors[succ])))
                break
        else:
            order.append(node)
            stack.pop()
    rank = [len(successors)] * len(successors)
    for position, node in enumerate(reversed(order)):
        rank[node] = position
    return rank


def solve(
    rank: Sequence[int],
    start: Iterable[tuple[int, Fact]],
    transfer: Callable[[int, Fact], Iterable[tuple[int, Fact, int]]],
    key: Callable[[Fact], Hashable],
    join: Callable[[Fact, Fact], Fact],
    widen: Callable[[Fact], Fact],
    width: int = 16,
) -> Solution[Fact]:
    """Solve forward from `start` to the least fixpoint.

    `transfer(node, fact)` yields (successor, fact, edge cost). `join` must be idempotent and descend
    to a bound. Where a node holds more than `width` keys, further facts pass through `widen` first.
    """
    solution: Solution[Fact] = Solution()
    facts = solution.facts
    queue: list[tuple[int, int]] = []
    dirty: dict[int, dict[Hashable, None]] = {}  # in order: which keys are too many must not depend on hashes

    def put(node: int, fact: Fact) -> tuple[int, Hashable]:
        here = facts.setdefault(node, {})
        name = key(fact)
        if name not in here and len(here) >= width:
            fact = widen(fact)
            name = key(fact)
            solution.overflow += 1
        old = here.get(name)
        new = fact if old is None else join(old, fact)
        if old is None or new != old:
            here[name] = new
            if node not in dirty:
                dirty[node] = {}
                heapq.heappush(queue, (rank[node], node))
            dirty[node][name] = None
        return node, name

    for node, fact in start:
        put(node, fact)
    while queue:
        _, node = heapq.heappop(queue)
        for name in dirty.pop(node):
            for succ, fact, cost in transfer(node, facts[node][name]):
                reached = put(succ, fact)
                edges = solution.edges.setdefault((node, name), {})
                edges[reached] = min(cost, edges.get(reached, cost))
    return solution
