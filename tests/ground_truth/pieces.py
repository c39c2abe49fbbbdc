"""The middle of a generated function: things that are done with a lent object, now or later.

A piece sets something up and may have a join: what has to come before the release.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .builder import Builder
from .tree import Block, Node


@dataclass
class Piece:
    """What a piece writes: first the setup, later the join, which may be missing or impossible."""

    setup: Block
    join: Block


def use(g: Builder, name: str | None = None) -> str:
    """One statement that uses the object."""
    v = name or g.ref()
    kinds = ["method", "method", "write", "item", "read", "pass", "helper"]
    if g.is_async:
        kinds += ["await", "await", "pass-await"]
    match g.pick(kinds):
        case "method":
            return f"{v}.{g.pick(('ping', 'insert', 'send', 'touch', 'rollback'))}({g.pick(('', g.key()))})"
        case "write":
            g.features.add("attribute-write")
            return f"{v}.{g.pick(('tag', 'deadline', 'label'))} = {g.key()}"
        case "item":
            g.features.add("item-access")
            return g.pick((f'{v}["state"] = {g.key()}', f'state = {v}["state"]'))
        case "read":
            return f"{g.pick(('size', 'total'))} = {v}.{g.pick(('payload', 'size'))}"
        case "pass":
            return f"{g.outside('write_rows', 'render', 'audit')}({v}, {g.key()})"
        case "await":
            return f"await {v}.{g.pick(('fetch', 'execute'))}({g.key()})"
        case "pass-await":
            return f"await {g.outside_async()}({v})"
        case _:
            return touch(g, v)


def touch(g: Builder, v: str) -> str:
    """A call of a helper that uses its parameter."""
    g.features.add("helper-uses")
    if g.is_async and g.chance(0.5):
        body: Block = [f"await c.execute({g.pick(('1', 'None'))})"]
        return f"await {g.helper('save_state', [('async def save_state(c):', body)])}({v})"
    return f"{g.helper('mark', [('def mark(c):', ['c.ping()'])])}({v})"


def plain_use(g: Builder) -> Piece:
    return Piece([use(g)], [use(g)] if g.chance(0.4) else [])


def alias(g: Builder) -> Piece:
    g.features.add("alias")
    v = g.ref()
    other = g.name("current", "other", "active", "target")
    setup: Block = [g.pick((f"{other} = {v}", f"{other} = {v}", f"{other}, mode = {v}, {g.key()}"))]
    g.aliases.append(other)
    return Piece(setup, [use(g, other)])


def attribute(g: Builder) -> Piece:
    g.features.add("attribute-store")
    owner = "self" if g.style == "method" else g.param("job")
    path = f"{owner}.{g.pick(('conn', 'current', 'backend'))}"
    setup: Block = [f"{path} = {g.ref()}"]
    g.aliases.append(path)
    return Piece(setup, [use(g, path)])


def branch(g: Builder) -> Piece:
    g.features.add("branch")
    block: Block = [(f"if {g.test()}:", [use(g)])]
    if g.chance(0.4):
        block.append(("else:", [use(g)]))
    return Piece(block, [])


def correlated(g: Builder) -> Piece:
    g.features.add("correlated")
    atom = f"{g.param('req')}.{g.pick(('urgent', 'dry_run'))}"
    g.atoms.append(atom)
    return Piece([(f"if {atom}:", [use(g)])], [(f"if {g.pick(('', 'not '))}{atom}:", [use(g)])])


def loop(g: Builder) -> Piece:
    g.features.add("loop")
    if g.chance(0.25):
        return Piece([(f"while {g.need('app.services', 'wants_more')}():", [use(g)])], [])
    return Piece([(f"for {g.name('row', 'item', 'part')} in {g.iterable()}:", [use(g)])], [])


def swallow(g: Builder) -> Piece:
    g.features.add("swallow")
    if g.chance(0.3):
        g.need("contextlib")
        return Piece([(f"with contextlib.suppress({g.error()}):", [use(g)])], [])
    handler = f'{g.log()}.warning("failed")'
    return Piece([("try:", [use(g)]), (f"except {g.error()}:", [handler])], [])


def reraise(g: Builder) -> Piece:
    g.features.add("reraise")
    return Piece([("try:", [use(g)]), (f"except {g.error()}:", [use(g), "raise"])], [])


def inner_finally(g: Builder) -> Piece:
    g.features.add("try-finally")
    return Piece([("try:", [use(g)]), ("finally:", [use(g)])], [])


def callable_(g: Builder) -> tuple[Block, str]:
    """A callable without parameters that holds the object: what must stand before it, and the expression."""
    v = g.ref()
    sync_uses = (f"{v}.ping()", f"{v}.send({g.key()})", f"{v}.touch()")
    kind = g.pick(("bound", "lambda", "lambda", "partial", "nested", "nested"))
    g.features.add({"bound": "bound-method", "nested": "nested-def"}.get(kind, kind))
    if kind == "bound":
        return [], f"{v}.{g.pick(('ping', 'touch', 'rollback'))}"
    if kind == "lambda":
        if "." not in v and g.chance(0.25):
            g.features.add("late-binding")
            return [], f"lambda: {v} and {v}.ping()"
        return [], f"lambda: {g.pick(sync_uses)}"
    if kind == "partial":
        g.need("functools")
        if g.chance(0.4):
            return [], f"functools.partial({g.outside('render', 'audit')}, {v})"
        return [], f"functools.partial({v}.send, {g.key()})"
    name = g.name("flush", "notify_all", "later", "on_done")
    body: Block = [g.pick(sync_uses)]
    if "." not in v and g.chance(0.25):
        g.features.add("late-binding")
        body = [(f"if {v} is not None:", body)]
    return [(f"def {name}():", body), ""], name


def passive(g: Builder) -> Piece:
    """A closure that is called here: not a callback."""
    before, text = callable_(g)
    if text.startswith("lambda") or g.chance(0.4):
        if g.chance(0.4):
            return Piece([*before, f"{g.outside('retry', 'measure')}({text})"], [])
        name = g.name("show", "step", "action")
        return Piece([*before, f"{name} = {text}"], [f"{name}()"])
    return Piece(before, [f"{text}()"])


def exit_stack(g: Builder) -> Piece:
    g.features.add("exit-stack")
    before, text = callable_(g)
    head, stack = stack_head(g)
    return Piece([*before, (head, [f"{stack}.callback({text})", use(g)])], [])


def stack_head(g: Builder) -> tuple[str, str]:
    """`with ExitStack() as stack:` and the stack's name."""
    stack = g.name("stack", "cleanup")
    if g.is_async and g.chance(0.5):
        return f"async with {g.need('contextlib', 'AsyncExitStack')}() as {stack}:", stack
    return f"with {g.need('contextlib', 'ExitStack')}() as {stack}:", stack


def lazy(g: Builder) -> Piece:
    g.features.add("lazy")
    v = g.ref()
    name = g.name("values", "stream", "lines_of")
    source = g.iterable()
    kind = g.pick(("genexp", "genexp", "function", "map"))
    if kind == "genexp":
        setup = f"{name} = ({v}.read(k) for k in {source})"
    elif kind == "function":
        g.features.add("generator-function")
        g.helper("read_all", [("def read_all(c, keys):", [("for key in keys:", ["yield c.read(key)"])])])
        setup = f"{name} = read_all({v}, {source})"
    else:
        setup = f"{name} = map({v}.read, {source})"
    joins: list[Node] = [f"total = list({name})", f"total = sum(1 for _ in {name})"]
    joins.append((f"for value in {name}:", ["print(value)"]))
    join = g.pick(joins)
    return Piece([setup], [join])


def thread(g: Builder) -> Piece:
    g.features.add("thread")
    g.need("threading")
    t = g.name("worker", "thread", "t")
    if g.chance(0.4):
        setup: Block = [f"{t} = threading.Thread(target={g.outside('upload', 'render')}, args=({g.ref()},))"]
    elif g.chance(0.15):
        before, text = callable_(g)
        setup = [*before, f"{t} = threading.Timer(5, {text})"]
    else:
        before, text = callable_(g)
        setup = [*before, f"{t} = threading.Thread(target={text})"]
    join: Block = [f"{t}.join()"]
    if g.chance(0.12):
        join = [f"{t}.join(timeout=2)"]
    return Piece([*setup, f"{t}.start()"], join)


def executor(g: Builder) -> Piece:
    g.features.add("executor")
    ex = g.name("executor", "jobs")
    before, text = callable_(g)
    call = text if g.chance(0.6) else f"{g.outside('upload', 'render')}, {g.ref()}"
    if g.chance(0.5):
        g.features.add("executor-with")
        name = g.need("concurrent.futures", "ThreadPoolExecutor")
        body: Block = [f"{ex}.submit({call})"]
        if g.chance(0.3):
            body = [f"{ex}.map({g.ref()}.insert, {g.iterable()})"]
        return Piece([*before, (f"with {name}() as {ex}:", [*body, use(g)])], [])
    g.param("executor")
    future = g.name("future", "pending")
    return Piece([*before, f"{future} = executor.submit({call})"], [f"{future}.result()"])


def defers(g: Builder) -> Piece:
    """A helper of the module that starts something that runs later."""
    g.features.add("helper-defers")
    t = g.name("worker", "thread", "t")
    v = g.ref()
    if g.is_async and g.chance(0.6):
        g.need("asyncio")
        body: Block = [f"return asyncio.create_task({g.outside_async()}(c))"]
        return Piece([f"{t} = {g.helper('start_push', [('def start_push(c):', body)])}({v})"], [f"await {t}"])
    g.need("threading")
    body = ["t = threading.Thread(target=c.ping)", "t.start()", "return t"]
    return Piece([f"{t} = {g.helper('start_ping', [('def start_ping(c):', body)])}({v})"], [f"{t}.join()"])


def at_exit(g: Builder) -> Piece:
    g.features.add("atexit")
    g.need("atexit")
    before, text = callable_(g)
    return Piece([*before, f"atexit.register({text})"], [])


def send(g: Builder) -> Piece:
    g.features.add("queue")
    queue = g.param("out_queue")
    line = f"{queue}.put_nowait({g.ref()})" if g.is_async or g.chance(0.3) else f"{queue}.put({g.ref()})"
    return Piece([line], [])


def derived(g: Builder) -> Piece:
    """Plain data that came from the object is not the object."""
    g.features.add("derived")
    name = g.name("result", "answer", "found")
    v = g.ref()
    call = f"{g.wait}{v}.fetch({g.key()})"
    return Piece([f"{name} = {call}"], [(f"if {name}:", [f"{g.outside()}({name})"])])


def swap(g: Builder) -> Piece:
    """Another object of the same pool comes and goes."""
    g.features.add("second-object")
    other = g.name("spare", "extra", "backup")
    uses: Block = [f"{other}.ping()", f"{g.object}.ping()"]
    return Piece([f"{other} = {g.acquire}"], [*uses[: g.rng.randrange(3)], g.release(other)])


SYNC: tuple[tuple[Callable[[Builder], Piece], int], ...] = (
    (plain_use, 5),
    (alias, 3),
    (attribute, 3),
    (branch, 3),
    (correlated, 2),
    (loop, 2),
    (swallow, 3),
    (reraise, 2),
    (inner_finally, 2),
    (passive, 4),
    (exit_stack, 4),
    (lazy, 4),
    (thread, 5),
    (executor, 5),
    (defers, 2),
    (derived, 2),
    (swap, 3),
)
# these can't be joined: with a release after them they are faults
OPEN: tuple[Callable[[Builder], Piece], ...] = (at_exit, send)
