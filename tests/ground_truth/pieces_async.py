"""The pieces that need an event loop: tasks, groups, futures, callbacks, coroutine objects."""

from __future__ import annotations

from collections.abc import Callable

from .builder import Builder
from .pieces import Piece, callable_, use
from .tree import Block


def coroutine(g: Builder, local: bool = False) -> str:
    """An expression that makes a coroutine which works on the object."""
    v = g.ref()
    kind = "local" if local else g.pick(("local", "outside", "outside", "method"))
    if kind == "local":
        g.features.add("helper-uses")
        body: Block = ["await c.execute(key)"]
        if g.chance(0.3):
            body = [f"await {g.outside_async()}(key)", "c.ping()"]
        name = g.name("write_back", "copy_rows", "stream_out")
        return f"{g.helper(name, [(f'async def {name}(c, key):', body)])}({v}, {g.key()})"
    if kind == "outside":
        return f"{g.outside_async()}({v})"
    return f"{v}.{g.pick(('fetch', 'execute'))}({g.key()})"


def spawn(g: Builder, what: str) -> str:
    """An expression that starts a task."""
    g.need("asyncio")
    return f"asyncio.{g.pick(('create_task', 'create_task', 'ensure_future'))}({what})"


def task(g: Builder) -> Piece:
    g.features.add("task")
    t = g.name("task", "job", "t")
    setup: Block = [f"{t} = {spawn(g, coroutine(g))}"]
    if g.chance(0.35):
        g.features.add("nested-def")
        name = g.name("work", "run_all")
        body: Block = [use(g) for _ in range(g.rng.randrange(1, 3))]
        setup = [(f"async def {name}():", [f"await {g.outside_async()}()", *body]), ""]
        setup.append(f"{t} = {spawn(g, f'{name}()')}")
    join = g.pick(
        (
            f"await {t}",
            f"await {t}",
            f"result = await {t}",
            f"await asyncio.gather({t})",
            f"await asyncio.gather({t}, {g.outside_async()}())",
            f"await asyncio.gather({t}, return_exceptions=True)",
            f"await asyncio.wait([{t}])",
            f"await asyncio.wait_for({t}, 5)",
            f"await asyncio.shield({t})",
            f"await asyncio.wait([{t}], timeout=5)",
        )
    )
    for word in ("gather", "wait", "shield"):
        if f"asyncio.{word}" in join:
            g.features.add(word)
    return Piece(setup, [join])


def tasks(g: Builder) -> Piece:
    g.features |= {"task", "gather", "task-list"}
    ts = g.name("tasks", "jobs")
    source = g.iterable()
    call = f"{g.outside_async()}({g.ref()}, k)"
    if g.chance(0.5):
        setup: Block = [f"{ts} = [{spawn(g, call)} for k in {source}]"]
    else:
        setup = [f"{ts} = []", (f"for k in {source}:", [f"{ts}.append({spawn(g, call)})"])]
    options = ("", "", ", return_exceptions=True")
    if g.chance(0.7):
        return Piece(setup, [f"await asyncio.gather(*{ts}{g.pick(options)})"])
    return Piece(setup, [(f"for t in {ts}:", ["await t"])])


def gather(g: Builder) -> Piece:
    g.features.add("gather")
    g.need("asyncio")
    calls = [coroutine(g) for _ in range(g.rng.randrange(1, 3))] + [f"{g.outside_async()}()"]
    extra = ", return_exceptions=True" if g.chance(0.3) else ""
    line = f"await asyncio.gather({', '.join(calls)}{extra})"
    if g.chance(0.35):
        g.features.add("swallow")
        return Piece([("try:", [line]), (f"except {g.error()}:", [f'{g.log()}.warning("failed")'])], [])
    return Piece([line], [])


def task_group(g: Builder) -> Piece:
    g.features.add("task-group")
    g.need("asyncio")
    tg = g.name("tg", "group")
    body: Block = [f"{tg}.create_task({coroutine(g)})"]
    if g.chance(0.4):
        call = f"{g.outside_async()}({g.ref()}, k)"
        body = [(f"for k in {g.iterable()}:", [f"{tg}.create_task({call})"])]
    if g.chance(0.5):
        body.append(use(g))
    return Piece([(f"async with asyncio.TaskGroup() as {tg}:", body)], [])


def in_thread(g: Builder) -> Piece:
    g.features.add("to-thread")
    g.need("asyncio")
    before, text = callable_(g)
    if g.chance(0.4):
        return Piece([*before, f"await asyncio.to_thread({text})"], [])
    future = g.name("future", "pending")
    if g.chance(0.5):
        call = f"asyncio.get_running_loop().run_in_executor(None, {text})"
    else:
        call = f"asyncio.create_task(asyncio.to_thread({text}))"
    return Piece([*before, f"{future} = {call}"], [f"await {future}"])


def soon(g: Builder) -> Piece:
    g.features.add("loop-callback")
    g.need("asyncio")
    before, text = callable_(g)
    if g.chance(0.5):
        timer = g.name("timer", "timeout_handle")
        setup = f"{timer} = asyncio.get_running_loop().call_later(5, {text})"
        return Piece([*before, setup], [f"{timer}.cancel()"])
    return Piece([*before, f"asyncio.get_running_loop().call_soon({text})"], ["await asyncio.sleep(0)"])


def done_callback(g: Builder) -> Piece:
    g.features.add("done-callback")
    t = g.name("task", "job", "t")
    v = g.ref()
    call = g.pick((f"lambda _: {v}.ping()", f"{v}.send"))
    setup: Block = [f"{t} = {spawn(g, f'{g.outside_async()}()')}", f"{t}.add_done_callback({call})"]
    return Piece(setup, [f"await {t}"])


def unawaited(g: Builder) -> Piece:
    g.features.add("unawaited")
    name = g.name("pending", "coro", "later")
    return Piece([f"{name} = {coroutine(g, local=True)}"], [f"await {name}"])


def async_generator(g: Builder) -> Piece:
    g.features |= {"lazy", "generator-function"}
    name = g.name("values", "stream")
    body: Block = [("for key in keys:", ["yield await c.fetch(key)"])]
    g.helper("fetch_all", [("async def fetch_all(c, keys):", body)])
    setup = f"{name} = fetch_all({g.ref()}, {g.iterable()})"
    return Piece([setup], [(f"async for value in {name}:", [f"{g.outside()}(value)"])])


ASYNC: tuple[tuple[Callable[[Builder], Piece], int], ...] = (
    (task, 9),
    (tasks, 5),
    (gather, 4),
    (task_group, 6),
    (in_thread, 5),
    (soon, 5),
    (done_callback, 5),
    (unawaited, 6),
    (async_generator, 2),
)
