"""The ways in which a generated function gets an object and gives it back, right as they stand."""

from __future__ import annotations

from collections.abc import Callable

from .builder import Builder
from .pieces import stack_head, use
from .tree import Block, Node


def lent_as(g: Builder) -> tuple[str, str]:
    """The pool as a parameter of a helper, and its name there, which need not speak of pools."""
    if g.chance(0.5):
        g.features.add("pool-by-another-name")
        return "source", "source"
    return g.pool_param, "pool"


def take(g: Builder) -> str:
    """The statement that acquires, directly or by a helper of the module."""
    if g.chance(0.15):
        g.features.add("helper-returns")
        param, pool = lent_as(g)
        body: Block = [f"return {g.wait}{pool}.{g.acquire_verb}()"]
        g.helper("take_one", [(f"{g.def_} take_one({param}):", body)])
        return f"{g.object} = {g.wait}take_one({g.pool})"
    return f"{g.object} = {g.acquire}"


def give(g: Builder) -> str:
    """The statement that releases, directly or by a helper of the module."""
    if g.chance(0.15):
        g.features.add("helper-releases")
        wait = "" if g.kind == "plain-release" else g.wait
        define = "async def" if wait else "def"
        param, pool = lent_as(g)
        body: Block = [f"{wait}{pool}.{g.release_verb}(c)"]
        if g.chance(0.3):
            body.insert(0, "c.rollback()")
        g.helper("give_back", [(f"{define} give_back({param}, c):", body)])
        line = f"{wait}give_back({g.pool}, {g.object})"
        g.releases.add(line)
        return line
    return g.release(g.object)


def straight(g: Builder, body: Block) -> Block:
    return [take(g), *body, give(g)]


def in_finally(g: Builder, body: Block) -> Block:
    g.features.add("try-finally")
    return [take(g), ("try:", body), ("finally:", [give(g)])]


def placeholder(g: Builder, body: Block) -> Block:
    g.features |= {"placeholder", "try-finally"}
    test = g.pick((f"if {g.object} is not None:", f"if {g.object}:"))
    return [f"{g.object} = None", ("try:", [take(g), *body]), ("finally:", [(test, [give(g)])])]


def in_handler(g: Builder, body: Block) -> Block:
    g.features.add("release-in-handler")
    out: Node = g.pick(("raise", "return None", f"raise {g.need('app.errors', 'NotFound')}()"))
    handler: Block = [give(g), out]
    if g.chance(0.3):
        handler.insert(0, f"{g.object}.rollback()")
    block: Block = [take(g), ("try:", body), (f"except {g.pick(('Exception', g.error()))}:", handler)]
    if g.chance(0.4):
        return [*block, ("else:", [give(g)])]
    return [*block, give(g)]


def swallowing(g: Builder, body: Block) -> Block:
    g.features.add("swallow")
    handler: Block = [f'{g.log()}.exception("failed")']
    return [take(g), ("try:", body), ("except Exception:", handler), give(g)]


def in_with(g: Builder, body: Block) -> Block:
    g.features.add("with")
    return [(f"{g.with_} {g.lent} as {g.object}:", body)]


def stacked(g: Builder, body: Block) -> Block:
    g.features.add("exit-stack")
    head, stack = stack_head(g)
    is_async = head.startswith("async")
    if is_async or not g.is_async:
        if g.chance(0.5):
            g.features.add("enter-context")
            enter = f"await {stack}.enter_async_context" if is_async else f"{stack}.enter_context"
            return [(head, [f"{g.object} = {enter}({g.lent})", *body])]
        push = "push_async_callback" if is_async and g.kind != "plain-release" else "callback"
        line = f"{stack}.{push}({g.pool}.{g.release_verb}, {g.object})"
        return [(head, [take(g), line, *body])]
    if g.kind == "plain-release":
        return [(head, [take(g), f"{stack}.callback({g.pool}.{g.release_verb}, {g.object})", *body])]
    return in_finally(g, body)


def manager_class(g: Builder, body: Block) -> Block:
    """A class of the module lends for a block."""
    g.features.add("manager-class")
    enter, leave = ("__aenter__", "__aexit__") if g.is_async else ("__enter__", "__exit__")
    wait = "" if g.kind == "plain-release" else g.wait
    source = g.pool_param.replace("pool", "source", 1)
    g.helper(
        "Lease",
        [
            (
                "class Lease:",
                [
                    (f"def __init__(self, {source}):", ["self._source = source", "self.conn = None"]),
                    "",
                    (
                        f"{g.def_} {enter}(self):",
                        [f"self.conn = {g.wait}self._source.{g.acquire_verb}()", "return self.conn"],
                    ),
                    "",
                    (
                        f"{g.def_} {leave}(self, *details):",
                        [f"{wait}self._source.{g.release_verb}(self.conn)"],
                    ),
                ],
            )
        ],
    )
    return [(f"{g.with_} Lease({g.pool}) as {g.object}:", body)]


def outer_name(g: Builder, body: Block) -> Block:
    """Functions inside of this one take the object out and give it back."""
    g.features |= {"nonlocal", "nested-def"}
    begin, end = g.name("begin", "open_it"), g.name("end", "close_it")
    wait = "" if g.kind == "plain-release" else g.wait
    define = "async def" if wait else "def"
    line = f"{wait}{end}()"
    g.releases.add(line)
    return [
        f"{g.object} = None",
        (f"{g.def_} {begin}():", [f"nonlocal {g.object}", f"{g.object} = {g.acquire}"]),
        f"{g.wait}{begin}()",
        *body,
        (f"{define} {end}():", [f"{wait}{g.pool}.{g.release_verb}({g.object})"]),
        line,
    ]


def own_manager(g: Builder, body: Block) -> Block:
    g.features.add("contextmanager")
    decorator = "asynccontextmanager" if g.is_async else "contextmanager"
    g.need("contextlib", decorator)
    wait = "" if g.kind == "plain-release" else g.wait
    inner: Block = [
        f"c = {g.wait}pool.{g.acquire_verb}()",
        ("try:", ["yield c"]),
        ("finally:", [f"{wait}pool.{g.release_verb}(c)"]),
    ]
    if g.chance(0.3):
        inner = [
            (f"{g.with_} {'pool.acquire()' if g.kind == 'noop' else 'pool.connection()'} as c:", ["yield c"])
        ]
    g.helper("leased", [f"@{decorator}", (f"{g.def_} leased({g.pool_param}):", inner)])
    return [(f"{g.with_} leased({g.pool}) as {g.object}:", body)]


def early_exit(g: Builder, body: Block) -> Block:
    g.features.add("early-exit")
    out = g.pick(("return None", "return False", "raise ValueError(key)"))
    if "key" in out:
        g.param("key")
    return [take(g), (f"if {g.test()}:", [give(g), out]), *body, give(g)]


def flagged(g: Builder, body: Block) -> Block:
    g.features.add("flag")
    flag = g.name("released", "returned", "is_open")
    off, on = ("True", "False") if flag == "is_open" else ("False", "True")
    test = flag if flag == "is_open" else f"not {flag}"
    early: Block = [give(g), f"{flag} = {on}"]
    last: Node = (f"if {test}:", [use(g, g.object), give(g)] if g.chance(0.5) else [give(g)])
    return [take(g), f"{flag} = {off}", *body, (f"if {g.test()}:", early), last]


def both_branches(g: Builder, body: Block) -> Block:
    g.features.add("branch")
    return [take(g), *body, (f"if {g.test()}:", [use(g), give(g)]), ("else:", [give(g)])]


def per_turn(g: Builder, body: Block) -> Block:
    g.features.add("loop-acquire")
    inner = g.pick((straight, in_finally, in_with, early_in_loop))(g, body)
    return [(f"for {g.name('row', 'item', 'part')} in {g.iterable()}:", inner)]


def early_in_loop(g: Builder, body: Block) -> Block:
    return [take(g), (f"if {g.test()}:", [give(g), g.pick(("continue", "break"))]), *body, give(g)]


def renewed(g: Builder, body: Block) -> Block:
    g.features.add("loop-acquire")
    again: Node = (f"if {g.test()}:", [give(g), f"{g.object} = {g.acquire}"])
    if g.chance(0.5):
        handler: Block = [give(g), f"{g.object} = {g.acquire}"]
        g.features.add("release-in-handler")
        turn: Block = [("try:", [use(g, g.object)]), (f"except {g.error()}:", handler)]
    else:
        turn = [use(g, g.object), again]
    return [take(g), *body, (f"for {g.name('row', 'item')} in {g.iterable()}:", turn), give(g)]


def by_closure(g: Builder, body: Block) -> Block:
    g.features.add("nested-def")
    name = g.name("finish", "cleanup", "close_all")
    line = g.release(g.object)
    define = "async def" if line.startswith("await") else "def"
    call = f"await {name}()" if define != "def" else f"{name}()"
    g.releases.discard(line)
    g.releases.add(call)
    return [take(g), (f"{define} {name}():", [line]), "", *body, call]


def parameter(g: Builder, body: Block) -> Block:
    g.features.add("parameter")
    g.params.insert(0, g.object)
    g.objects.add(g.object)
    return [*body, give(g)]


def transferred(g: Builder, body: Block) -> Block:
    g.features.add("transfer")
    if g.chance(0.5):
        return [take(g), *body, f"{g.param('out_queue')}.put_nowait({g.object})"]
    return [take(g), *body, f"return {g.object}"]


def generating(g: Builder, body: Block) -> Block:
    """The function is a generator: whoever iterates it uses what it yields."""
    g.features.add("generator")
    turn: Node = g.pick((f"yield {g.object}.read({g.key()})", f"yield {g.object}"))
    middle: Block = [*body, (f"for {g.name('row', 'item')} in {g.iterable()}:", [turn])]
    return g.pick((in_finally, in_with, straight))(g, middle)


def managing(g: Builder, body: Block) -> Block:
    """The function is a context manager around the object."""
    return in_finally(g, [*body, f"yield {g.object}"])


FRAMES: tuple[tuple[Callable[[Builder, Block], Block], int], ...] = (
    (straight, 5),
    (in_finally, 5),
    (placeholder, 3),
    (in_handler, 4),
    (swallowing, 2),
    (in_with, 7),
    (stacked, 6),
    (own_manager, 5),
    (manager_class, 5),
    (outer_name, 4),
    (early_exit, 3),
    (flagged, 3),
    (both_branches, 2),
    (per_turn, 4),
    (renewed, 3),
    (by_closure, 2),
    (parameter, 3),
    (transferred, 4),
    (generating, 4),
)
