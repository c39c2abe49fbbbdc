"""Strongly connected components: which files, or functions, reach each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import count


def components(
    start: str, successors: Callable[[str], Collection[str]], done: Collection[str]
) -> Iterator[list[str]]:
    """The components that `start` reaches, each after all that it leads to; what is in `done` is passed by.

    `successors` is asked once for each node. The caller may add to `done` what it has been given. Tarjan's
    algorithm (SIAM J. Comput. 1972), without recursion.
    """
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    work: list[tuple[str, Iterator[str]]] = []
    numbers = count()

    def enter(node: str) -> None:
        number[node] = low[node] = next(numbers)
        stack.append(node)
        on_stack.add(node)
        work.append((node, iter(successors(node))))

    enter(start)
    while work:
        node, rest = work[-1]
        for other in rest:
            if other in done:
                continue
            if other not in number:
                enter(other)
                break
            if other in on_stack:
                low[node] = min(low[node], number[other])
        else:
            work.pop()
            if work:
                above = work[-1][0]
                low[above] = min(low[above], low[node])
            if low[node] == number[node]:
                members: list[str] = []
                while not members or members[-1] != node:
                    members.append(stack.pop())
                    on_stack.discard(members[-1])
                yield members
