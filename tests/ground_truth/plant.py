"""Changes to a generated function: some make a fault likely, some look like one; the oracle tells which."""

from __future__ import annotations

from collections.abc import Callable

from .builder import Builder
from .pieces import callable_, use
from .tree import Block, Node, blocks, find, insertable

# a change answers whether it found something to change
Change = Callable[[Builder, Block], bool]


def _release(g: Builder, body: Block) -> tuple[Block, int] | None:
    places = find(body, g.releases)
    return g.pick(places) if places else None


def hoist(g: Builder, body: Block) -> bool:
    """Move a release up, in its suite or out of a `finally` into the block before it."""
    place = _release(g, body)
    if place is None:
        return False
    block, index = place
    line = block[index]
    tops = [i for i in insertable(block) if i < index]
    if tops and g.chance(0.75):
        near = [i for i in tops if i >= index - 3]
        del block[index]
        block.insert(g.pick(near or tops), line)
        return True
    inner = [b for b in blocks(body) if b is not block and len(b) > 1 and b is not body]
    if not inner:
        return False
    target = g.pick(inner)
    if g.chance(0.7):
        del block[index]
    target.insert(g.pick(insertable(target)), line)
    return True


def late_use(g: Builder, body: Block) -> bool:
    """A use after a release, there or at the end of the function, in a branch or not."""
    place = _release(g, body)
    target, index = place if place and g.chance(0.7) else (body, len(body) - 1)
    at = [i for i in insertable(target) if i > index]
    if not at:
        return False
    stmt: Node = use(g)
    if g.chance(0.35):
        stmt = (f"if {g.test()}:", [stmt])
    target.insert(g.pick(at[:2]), stmt)
    return True


def second_release(g: Builder, body: Block) -> bool:
    """The same release once more: later, earlier, in a branch or in a handler."""
    place = _release(g, body)
    if place is None:
        return False
    block, index = place
    line = block[index]
    g.features.add("release-twice")
    kind = g.rng.randrange(4)
    if kind == 0:
        block.insert(index + 1, g.pick((line, (f"if {g.test()}:", [line]))))
    elif kind == 1:
        tops = [i for i in insertable(block) if i <= index] or [index]
        out: Block = [line] if g.chance(0.6) else [line, g.pick(("return None", "raise ValueError()"))]
        block.insert(g.pick(tops), (f"if {g.test()}:", out))
    elif kind == 2:
        body.append(line)
    else:
        tries = [
            (b, i) for b in blocks(body) for i, n in enumerate(b) if isinstance(n, tuple) and n[0] == "try:"
        ]
        if not tries:
            return False
        outer, at = g.pick(tries)
        handler: Node = (f"except {g.error()}:", [line, *(["raise"] if g.chance(0.5) else [])])
        outer.insert(at + 1, handler)
    return True


def early_release(g: Builder, body: Block) -> bool:
    """A conditional release before the uses; the rest may look at the same condition."""
    place = _release(g, body)
    if place is None:
        return False
    block, index = place
    at = [i for i in insertable(block) if i <= index]
    if not at:
        return False
    where = g.pick(at)
    test = g.test()
    line = block[index]
    early: Node = (f"if {test}:", [line])
    if g.chance(0.35):
        early = (
            f"if {test}:",
            [line, g.pick(("return None", "raise RuntimeError()", f"{g.object} = {g.acquire}"))],
        )
    if g.chance(0.3):
        block[index] = (f"if not {test}:" if not test.startswith("not ") else f"if {test[4:]}:", [line])
    block.insert(where, early)
    return True


def lose_join(g: Builder, body: Block) -> bool:
    """A join goes away, moves to the end, or into a branch."""
    places = find(body, g.joins)
    if not places:
        return False
    block, index = g.pick(places)
    line = block[index]
    del block[index]
    kind = g.rng.randrange(4)
    if kind == 0:
        block.append(line)
    elif kind == 1:
        body.append(line)
    elif kind == 2:
        block.insert(index, (f"if {g.test()}:", [line]))
    return True


def leave_before_join(g: Builder, body: Block) -> bool:
    """A `return` or `raise` between the setup and the join."""
    places = find(body, g.joins) or find(body, g.releases)
    if not places:
        return False
    block, index = g.pick(places)
    out = g.pick(("return None", "return False", "raise ValueError()"))
    block.insert(index, (f"if {g.test()}:", [out]))
    g.features.add("early-exit")
    return True


def escape(g: Builder, body: Block) -> bool:
    """Return the object, or something that will use it.

    Not a bare bound method: nothing in the text tells it from data. Not from a generator: who would see it?
    """
    if "generator" in g.features:
        return False
    g.features.add("escape")
    v = g.ref()
    kind = g.rng.randrange(8)
    before: Block = []
    if kind == 0:
        text = f"({v}.read(k) for k in {g.iterable()})"
        g.features.add("lazy")
    elif kind == 1:
        before, text = callable_(g)
        if "." in text and "(" not in text:
            return False
    elif kind == 2:
        text = g.pick((f"[{v}]", f"({v}, {g.key()})", f'{{"conn": {v}}}'))
        g.features.add("container")
    elif kind in (3, 4):
        before, text = ["out = []", f"out.append({v})"], "out"
        g.features.add("container")
    else:
        text = v
    inner = [b for b in blocks(body, functions=False) if b]
    target = g.pick(inner) if g.chance(0.7) else body
    where = [i for i in insertable(target) if i > 0]
    if not where:
        return False
    target[where[-1] : where[-1]] = [*before, f"return {text}"]
    return True


def send_on(g: Builder, body: Block) -> bool:
    """Send the object to a queue before it is released."""
    place = _release(g, body)
    if place is None:
        return False
    block, index = place
    g.features.add("queue")
    queue = g.param("out_queue")
    line: Node = f"{queue}.put_nowait({g.ref()})" if g.is_async else f"{queue}.put({g.ref()})"
    if g.chance(0.4):
        line = (f"if {g.test()}:", [line, *(["return None"] if g.chance(0.5) else [])])
    block.insert(g.pick([i for i in insertable(block) if i <= index] or [index]), line)
    return True


def forget_await(g: Builder, body: Block) -> bool:
    """The release of a known library without its `await`."""
    return _without_await(g, body, lambda bare: [bare])


def await_later(g: Builder, body: Block) -> bool:
    """The release of a known library as a value that is handed on."""
    if g.chance(0.5):
        return _without_await(g, body, lambda bare: [f"closing = {bare}", "await closing"])
    g.need("asyncio")
    return _without_await(g, body, lambda bare: [f"asyncio.create_task({bare})"])


def _without_await(g: Builder, body: Block, rewrite: Callable[[str], Block]) -> bool:
    places = [(b, i) for b, i in find(body, g.releases) if str(b[i]).startswith(f"await {g.pool}.")]
    if not places or g.kind != "noop":
        return False
    block, index = g.pick(places)
    g.features.add("release-not-awaited")
    block[index : index + 1] = rewrite(str(block[index]).removeprefix("await "))
    return True


def look_only(g: Builder, body: Block) -> bool:
    """Something after a release that is no use of the object."""
    place = _release(g, body)
    if place is None:
        return False
    block, index = place
    g.features.add("look-after")
    v = g.object
    log = g.log()
    stmts: tuple[Block, ...] = (
        [f'{log}.info("returned %s", {v})'],
        [f'{log}.debug(f"returned {{{v}!r}}")'],
        [f"{v} = None"],
        [f"del {v}"],
        [f"{v} = None", (f"if {v} is not None:", [f"{v}.ping()"])],
        [(f"if {v} is not None:", [f'{log}.info("done")'])],
        [f"{v} = {g.acquire}", use(g, v), g.release(v)],
        [f"done_with = id({v})"],
        [f"seen = isinstance({v}, str)"],
    )
    block[index + 1 : index + 1] = g.pick(stmts)
    return True


def rebind(g: Builder, body: Block) -> bool:
    """The name goes to another object while something still holds the first."""
    place = _release(g, body)
    if place is None:
        return False
    block, index = place
    g.features.add("rebinding")
    new: Block = [f"{g.object} = {g.acquire}", use(g, g.object), g.release(g.object)]
    if g.chance(0.5):
        new = [f"{g.object} = None"]
    block[index + 1 : index + 1] = new
    return True


def wrap(g: Builder, body: Block) -> bool:
    """Put a few statements under a condition, into a `try`, or into a loop."""
    inner = g.pick([b for b in blocks(body) if b])
    ends = insertable(inner)
    if len(ends) < 2:
        return False
    start = g.rng.randrange(len(ends) - 1)
    stop = min(len(ends) - 1, start + g.rng.randrange(1, 4))
    part = inner[ends[start] : ends[stop]]
    kind = g.rng.randrange(5)
    new: Block
    if kind == 0:
        new = [(f"if {g.test()}:", part)]
    elif kind == 1:
        new = [("try:", part), (f"except {g.error()}:", [f'{g.log()}.warning("failed")'])]
        g.features.add("swallow")
    elif kind == 2:
        new = [("try:", part), (f"except {g.error()}:", [use(g), "raise"])]
        g.features.add("reraise")
    elif kind == 3:
        new = [("try:", part), ("finally:", [use(g) if g.chance(0.4) else f"{g.outside()}()"])]
        g.features.add("try-finally")
    else:
        new = [(f"for {g.name('attempt', 'turn')} in range({g.param('count')}):", part)]
        g.features.add("loop")
    inner[ends[start] : ends[stop]] = new
    return True


FAULTY: tuple[tuple[Change, int], ...] = (
    (hoist, 6),
    (late_use, 1),
    (second_release, 3),
    (early_release, 4),
    (lose_join, 10),
    (leave_before_join, 5),
    (escape, 6),
    (send_on, 2),
    (wrap, 3),
)
HARMLESS: tuple[tuple[Change, int], ...] = (
    (look_only, 5),
    (rebind, 3),
    (wrap, 3),
    (early_release, 2),
    (leave_before_join, 2),
    (escape, 1),
    (send_on, 1),
)
