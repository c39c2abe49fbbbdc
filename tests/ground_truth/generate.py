"""Generates small programs over pools from a seed; about half have a fault, as the oracle says."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from .builder import Builder
from .frames import FRAMES, generating
from .pieces import OPEN, SYNC, Piece, send, use
from .pieces_async import ASYNC
from .pieces_data import DATA
from .plant import FAULTY, HARMLESS, await_later, forget_await, look_only
from .run import Program, Truth, find_truth
from .tree import Block, find

T = TypeVar("T")
MAX_LINES = 45


def pick_weighted(rng: random.Random, options: Sequence[tuple[T, int]]) -> T:
    """One of the options, by weight."""
    return rng.choices([o for o, _ in options], [w for _, w in options])[0]


def draft(rng: random.Random, planted: bool) -> Program:
    """One program, whose truth is not known yet."""
    g = Builder(rng)
    frame = pick_weighted(rng, FRAMES)
    pieces = SYNC + DATA + ASYNC if g.is_async else SYNC + DATA
    body: Block = [use(g)] if g.chance(0.4) else []
    start = len(body)
    for _ in range(g.pick((1, 1, 2, 2, 2, 3))):
        make: Callable[[Builder], Piece] = pick_weighted(rng, pieces)
        if planted and g.chance(0.06):
            make = g.pick(OPEN)
        _place(g, body, make(g), start)
    whole = frame(g, body)
    if rng.random() < 0.3 and frame is not generating:
        whole.append(g.pick(("return True", "return None", f"return {g.param('key')}")))
    if not planted and g.chance(0.1):
        whole = _send_instead(g, whole)
    changes = FAULTY if planted else HARMLESS
    for _ in range(g.pick((1, 1, 2)) if planted else g.pick((0, 1, 1, 2))):
        change = pick_weighted(rng, changes)
        change(g, whole)
    if g.kind == "noop" and g.chance(0.5):
        (forget_await if planted else await_later)(g, whole)
    if planted and g.chance(0.25):
        look_only(g, whole)
    return g.program(whole)


def _place(g: Builder, body: Block, piece: Piece, start: int) -> None:
    """Append the setup, and put the join somewhere behind it."""
    body.extend(piece.setup)
    for line in piece.join:
        if isinstance(line, str):
            g.joins.add(line)
    if piece.join:
        if g.chance(0.3):
            body.append(use(g))
        body.extend(piece.join)


def _send_instead(g: Builder, whole: Block) -> Block:
    """Hand the object to a reader instead of releasing it."""
    for block, index in find(whole, g.releases):
        block[index : index + 1] = send(g).setup
    return whole


def is_to_be_faulty(seed: int) -> bool:
    """Whether the program of a seed has a fault."""
    return random.Random(seed).random() < 0.5


def generate(seed: int, bound: int = 800) -> tuple[Program, Truth]:
    """The program of a seed and its truth; senseless drafts and such of unknown truth are drawn again."""
    rng = random.Random(seed)
    wanted = rng.random() < 0.5
    while True:
        program = draft(rng, planted=wanted)
        if program.text.count("\n") > MAX_LINES:
            continue
        truth = find_truth(program, bound)
        if (
            truth.why_not is None
            and truth.is_complete
            and not truth.doubts()
            and bool(truth.faults()) == wanted
        ):
            return program, truth
