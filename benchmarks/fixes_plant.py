"""Plants faults in right programs by undoing what a fix does: each is repairable, its repair is known."""

from __future__ import annotations

import ast
import copy
import random
import re
from collections.abc import Callable, Iterator

Suite = list[ast.stmt]
Plant = Callable[[ast.Module, random.Random], bool]
RELEASE = re.compile(r"(?:release|putconn|checkin|give_back|return_|check_in|free)\(")
REGISTERED = re.compile(
    r"(?P<stack>\w+)\.(?P<method>callback|push_async_callback)\((?P<call>[\w.]+), (?P<name>\w+)\)"
)


def suites(tree: ast.AST) -> Iterator[tuple[ast.AST, str, Suite]]:
    """Each suite with its owner and the name of its slot, inside functions only."""
    for node in ast.walk(tree):
        for slot in ("body", "orelse", "finalbody"):
            value = getattr(node, slot, None)
            if isinstance(value, list) and value and not isinstance(node, ast.Module | ast.ClassDef):
                yield node, slot, value


def is_release(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and bool(RELEASE.search(ast.unparse(node)))


def releases(tree: ast.AST) -> list[tuple[ast.AST, str, Suite, int]]:
    return [(o, s, b, i) for o, s, b in suites(tree) for i, n in enumerate(b) if is_release(n)]


def tries(tree: ast.AST) -> Iterator[tuple[Suite, int, ast.Try]]:
    """Each `try` inside functions, with its suite and its place there."""
    return (
        (body, index, node)
        for _, _, body in suites(tree)
        for index, node in enumerate(body)
        if isinstance(node, ast.Try)
    )


def given(node: ast.stmt) -> str | None:
    """The name of the object that a release gives back."""
    call = next((part for part in ast.walk(node) if isinstance(part, ast.Call)), None)
    last = call.args[-1] if call is not None and call.args else None
    return last.id if isinstance(last, ast.Name) else None


def lends(block: ast.With | ast.AsyncWith) -> bool:
    """Whether a block takes an object out of a pool."""
    return any(
        re.search(r"pool\.\w+\(|Lease\(|leased\(", ast.unparse(item.context_expr)) for item in block.items
    )


def raise_release(tree: ast.Module, rng: random.Random) -> bool:
    """The release goes up in its suite (undoes: below the last use, below the join)."""
    places = [place for place in releases(tree) if place[3] > 0]
    if not places:
        return False
    _, _, body, index = rng.choice(places)
    body.insert(rng.randrange(max(0, index - 3), index), body.pop(index))
    return True


def out_of_finally(tree: ast.Module, rng: random.Random) -> bool:
    """`try: ... finally: release` loses its frame, the release stands above the last statement."""
    found = [
        (body, index, node)
        for body, index, node in tries(tree)
        if not node.handlers and len(node.finalbody) == 1
        if is_release(node.finalbody[0]) and node.body
    ]
    if not found:
        return False
    body, index, node = rng.choice(found)
    inner = node.body
    inner.insert(rng.randrange(max(0, len(inner) - 2), len(inner)), node.finalbody[0])
    body[index : index + 1] = inner
    return True


def before_finally(tree: ast.Module, rng: random.Random) -> bool:
    """A release at the end of a `finally` that uses the object goes to the end of its `try`."""
    found = [
        (node, index)
        for node, slot, body in suites(tree)
        if slot == "finalbody" and isinstance(node, ast.Try) and len(body) > 1
        for index, part in enumerate(body)
        if is_release(part)
    ]
    if not found:
        return False
    node, index = rng.choice(found)
    node.body.append(node.finalbody.pop(index))
    return True


def into_block(tree: ast.Module, rng: random.Random) -> bool:
    """A release below a `with` or `try` goes to the end of its body."""
    found = [
        (body, index)
        for _, _, body, index in releases(tree)
        if index and isinstance(body[index - 1], ast.With | ast.AsyncWith | ast.Try)
    ]
    if not found:
        return False
    body, index = rng.choice(found)
    block = body[index - 1]
    block.body.append(body.pop(index))  # type: ignore[attr-defined]
    return True


def out_of_with(tree: ast.Module, rng: random.Random) -> bool:
    """The last statements of a block that lends go behind it."""
    found = [
        (body, index)
        for _, _, body in suites(tree)
        for index, node in enumerate(body)
        if isinstance(node, ast.With | ast.AsyncWith)
        and len(node.body) > 1
        and any(re.search(r"pool\.\w+\(", ast.unparse(item.context_expr)) for item in node.items)
    ]
    if not found:
        return False
    body, index = rng.choice(found)
    block = body[index]
    assert isinstance(block, ast.With | ast.AsyncWith)
    count = rng.randrange(1, min(3, len(block.body)))
    moved = block.body[-count:]
    del block.body[-count:]
    body[index + 1 : index + 1] = moved
    return True


def drop_join(tree: ast.Module, rng: random.Random) -> bool:
    """What waits for a task or thread goes."""
    wait = re.compile(
        r"\.(?:join|result)\(\)$|^await (?:t|task|job|worker|pending|fut)\w*$|^await asyncio\.(?:gather|wait)"
    )
    found = [
        (body, index)
        for _, _, body in suites(tree)
        for index, node in enumerate(body)
        if isinstance(node, ast.Expr) and len(body) > 1 and wait.search(ast.unparse(node))
    ]
    if not found:
        return False
    body, index = rng.choice(found)
    del body[index]
    return True


def release_again(tree: ast.Module, rng: random.Random) -> bool:
    """The same release once more, below it or under a condition above it."""
    places = releases(tree)
    if not places:
        return False
    _, _, body, index = rng.choice(places)
    again = copy.deepcopy(body[index])
    names = [node.id for node in ast.walk(body[index]) if isinstance(node, ast.Name)]
    kind = rng.randrange(3)
    if kind == 0:
        body.insert(index + 1, again)
    elif kind == 1:
        body.insert(index + 1, ast.If(ast.parse("flag").body[0].value, [again], []))  # type: ignore[attr-defined]
    else:
        start = max((i + 1 for i in range(index) if _binds(body[i], names[-1])), default=None)
        if start is None:
            return False
        body.insert(start, ast.If(ast.parse("flag").body[0].value, [again], []))  # type: ignore[attr-defined]
    if kind:
        _give_flag(tree)
    return True


def _binds(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Assign) and any(ast.unparse(target) == name for target in node.targets)


def _give_flag(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(
            isinstance(inner, ast.Name) and inner.id == "flag" for inner in ast.walk(node)
        ):
            node.args.args.append(ast.arg("flag"))
            return


def drop_await(tree: ast.Module, rng: random.Random) -> bool:
    """A release loses its `await`."""
    places = [p for p in releases(tree) if isinstance(p[2][p[3]].value, ast.Await)]  # type: ignore[attr-defined]
    if not places:
        return False
    _, _, body, index = rng.choice(places)
    node = body[index]
    assert isinstance(node, ast.Expr)
    assert isinstance(node.value, ast.Await)
    node.value = node.value.value
    return True


def late_read(tree: ast.Module, rng: random.Random) -> bool:
    """A plain read of the object below its release (undoes: hoist it)."""
    places = releases(tree)
    if not places:
        return False
    _, _, body, index = rng.choice(places)
    call = next(node for node in ast.walk(body[index]) if isinstance(node, ast.Call))
    if not call.args or not isinstance(call.args[-1], ast.Name):
        return False
    name = call.args[-1].id
    kind = rng.randrange(3)
    late = (f"late_size = {name}.size", f"{name}.tag = 1", f"{name}.ping()")[kind]
    body.insert(index + 1, ast.parse(late).body[0])
    return True


def use_in_finally(tree: ast.Module, rng: random.Random) -> bool:
    """A `finally` that only gives back uses the object instead; the release ends the `try` (undoes: into the
    `finally` that still uses it).
    """
    found = [
        node
        for node, slot, body in suites(tree)
        if slot == "finalbody" and isinstance(node, ast.Try) and len(body) == 1 and is_release(body[0])
        # Who stands at a `yield` of a manager may raise, and is not asked.
        if not any(isinstance(part, ast.Yield) for statement in node.body for part in ast.walk(statement))
    ]
    if not found:
        return False
    node = rng.choice(found)
    release = node.finalbody.pop()
    name = given(release)
    if name is None:
        return False
    uses = (f"{name}.ping()", f"{name}.tag = 1", f"{name}.rollback()\n{name}.ping()")
    node.finalbody = ast.parse(rng.choice(uses)).body
    node.body.append(release)
    return True


def swap_blocks(tree: ast.Module, rng: random.Random) -> bool:
    """A block that waits goes around the one that lends (undoes: they change places)."""
    found = [
        (block, index, inner)
        for block, slot, body in suites(tree)
        if slot == "body" and isinstance(block, ast.With | ast.AsyncWith) and lends(block)
        for index, inner in enumerate(body)
        if isinstance(inner, ast.With | ast.AsyncWith) and not lends(inner) and len(inner.items) == 1
    ]
    if not found:
        return False
    block, index, inner = rng.choice(found)
    block.body[index : index + 1] = inner.body
    if type(block) is type(inner) and rng.random() < 0.5:
        block.items = [*inner.items, *block.items]
        return True
    for body in (body for _, _, body in suites(tree)):
        for place, node in enumerate(body):
            if node is block:
                body[place], inner.body = inner, [block]
                return True
    return False


def off_the_stack(tree: ast.Module, rng: random.Random) -> bool:
    """A registered release ends the block, above what the stack still runs (undoes: it is registered)."""
    found = [
        (body, index, match)
        for node, slot, body in suites(tree)
        if slot == "body" and isinstance(node, ast.With | ast.AsyncWith)
        for index, part in enumerate(body)
        if (match := REGISTERED.fullmatch(ast.unparse(part))) is not None
    ]
    if not found:
        return False
    body, index, match = rng.choice(found)
    stack, wait, release, name = (
        match["stack"],
        match["method"].startswith("push"),
        match["call"],
        match["name"],
    )
    body[index : index + 1] = ast.parse(f"{stack}.callback({name}.ping)").body
    body += ast.parse(f"{'await ' * wait}{release}({name})").body
    return True


def start_and_forget(tree: ast.Module, rng: random.Random) -> bool:
    """A plain function starts a task above its release (undoes: released when the task is done)."""
    places = [
        (owner, body, index)
        for owner, _, body in suites(tree)
        if isinstance(owner, ast.FunctionDef) and owner.args.args
        for index, node in enumerate(body)
        if is_release(node) and not isinstance(node.value, ast.Await)  # type: ignore[attr-defined]
    ]
    if not places:
        return False
    owner, body, index = rng.choice(places)
    name = given(body[index])
    if name is None:
        return False
    start = rng.choice(
        (
            "loop.create_task(push({0}))",
            "job = executor.submit(push, {0})",
            "task = loop.create_task(push({0}))",
        )
    )
    body.insert(index, ast.parse(start.format(name)).body[0])
    owner.args.args.append(ast.arg("executor" if "executor" in start else "loop"))
    tree.body.insert(0, ast.parse("from app.aio import push").body[0])
    return True


def else_to_if(tree: ast.Module, rng: random.Random) -> bool:
    """`if a: release` and `else: release` get two conditions of their own (undoes: `elif`)."""
    found = [
        (body, index)
        for _, _, body in suites(tree)
        for index, node in enumerate(body)
        if isinstance(node, ast.If) and len(node.orelse) == 1 and is_release(node.orelse[0])
        if any(is_release(part) for part in node.body)
    ]
    if not found:
        return False
    body, index = rng.choice(found)
    node = body[index]
    assert isinstance(node, ast.If)
    body.insert(index + 1, ast.If(ast.Name("flag", ast.Load()), node.orelse, []))
    node.orelse = []
    _give_flag(tree)
    return True


def read_after_rebinding(tree: ast.Module, rng: random.Random) -> bool:
    """A plain read through another name, when the object's own is gone (undoes: read before the release)."""
    places = [place for place in releases(tree) if given(place[2][place[3]]) is not None]
    if not places:
        return False
    _, _, body, index = rng.choice(places)
    name = given(body[index])
    late = rng.choice(("late_size = late.size", "late_size = late['state']", "late_size = len(late)"))
    body[index + 1 : index + 1] = ast.parse(f"{name} = None\n{late}").body
    body[index:index] = ast.parse(f"late = {name}").body
    return True


def use_after_finally(tree: ast.Module, rng: random.Random) -> bool:
    """Statements behind a `try` whose `finally` only gives back (undoes: it goes below them)."""
    found = [
        (body, index, name)
        for body, index, node in tries(tree)
        if len(node.finalbody) == 1 and is_release(node.finalbody[0])
        if (name := given(node.finalbody[0])) is not None
    ]
    if not found:
        return False
    body, index, name = rng.choice(found)
    late = rng.choice((f"{name}.ping()", f"late_size = {name}.size", f"{name}.tag = 1\n{name}.ping()"))
    body[index + 1 : index + 1] = ast.parse(late).body
    return True


# Leaks


def lose_finally(tree: ast.Module, rng: random.Random) -> bool:
    """`try: ... finally: release` loses its frame, the release ends it."""
    found = [
        (body, index, node)
        for body, index, node in tries(tree)
        if not node.handlers and any(map(is_release, node.finalbody))
    ]
    if not found:
        return False
    body, index, node = rng.choice(found)
    body[index : index + 1] = [*node.body, *node.finalbody]
    return True


def begin_late(tree: ast.Module, rng: random.Random) -> bool:
    """The first statements of a `try` whose `finally` gives back stand above it."""
    found = [
        (body, index, node)
        for body, index, node in tries(tree)
        if any(map(is_release, node.finalbody)) and len(node.body) > 1
    ]
    if not found:
        return False
    body, index, node = rng.choice(found)
    count = rng.randrange(1, len(node.body))
    body[index:index] = node.body[:count]
    del node.body[:count]
    return True


def lose_release(tree: ast.Module, rng: random.Random) -> bool:
    """One of several releases goes, where its block has more to it."""
    every = releases(tree)
    words = [ast.unparse(body[index]) for _, _, body, index in every]
    places = [
        place for place, text in zip(every, words, strict=True) if len(place[2]) > 1 and words.count(text) > 1
    ]
    if not places:
        return False
    _, _, body, index = rng.choice(places)
    del body[index]
    return True


def lose_block(tree: ast.Module, rng: random.Random) -> bool:
    """A block that lends becomes an acquisition and a release."""
    found = [
        (body, index)
        for _, _, body in suites(tree)
        for index, node in enumerate(body)
        if isinstance(node, ast.With | ast.AsyncWith)
        and len(node.items) == 1
        and re.fullmatch(r"[\w.]*pool\.acquire\(\)", ast.unparse(node.items[0].context_expr))
        and node.items[0].optional_vars is not None
    ]
    if not found:
        return False
    body, index = rng.choice(found)
    node = body[index]
    assert isinstance(node, ast.With | ast.AsyncWith)
    wait = "await " if isinstance(node, ast.AsyncWith) else ""
    call = ast.unparse(node.items[0].context_expr)
    name = ast.unparse(node.items[0].optional_vars)  # type: ignore[arg-type]
    head = ast.parse(f"{name} = {wait}{call}").body
    tail = ast.parse(f"{wait}{call.replace('acquire()', f'release({name})')}").body
    body[index : index + 1] = [*head, *node.body, *tail]
    return True


def another_pool(tree: ast.Module) -> None:
    """The pool becomes one of a known library or lends buffers, where nothing is known of it: what an error
    may leave behind in anything else is for its author to say, so that there is advice alone.
    """
    arguments = [node for node in ast.walk(tree) if isinstance(node, ast.arg) and node.arg == "pool"]
    text = ast.unparse(tree)
    if "putconn(" in text and arguments and "await" not in text:
        for argument in arguments:
            argument.annotation = ast.parse("psycopg_pool.ConnectionPool", mode="eval").body
        tree.body.insert(0, ast.Import([ast.alias("psycopg_pool")]))
    elif not any(argument.annotation for argument in arguments):
        for node in ast.walk(tree):
            for slot in ("id", "arg", "attr", "name"):
                value = getattr(node, slot, None)
                if value in ("pool", "_pool"):
                    setattr(node, slot, value.replace("pool", "buffer_pool"))


def keeps_after_error(tree: ast.Module, rng: random.Random) -> bool:
    """A release that only ends the way without an error, as it stands."""
    return bool(releases(tree))


PLANTS: tuple[Plant, ...] = (
    raise_release,
    out_of_finally,
    before_finally,
    into_block,
    out_of_with,
    drop_join,
    release_again,
    drop_await,
    late_read,
    use_in_finally,
    swap_blocks,
    off_the_stack,
    start_and_forget,
    else_to_if,
    read_after_rebinding,
    use_after_finally,
)
LEAKS: tuple[Plant, ...] = (lose_finally, begin_late, lose_release, lose_block, keeps_after_error)


def planted(text: str, plant: Plant, seed: int) -> str | None:
    """The text with one fault more; None where there was no place for it."""
    tree = ast.parse(text)
    rng = random.Random(seed)
    try:
        if not plant(tree, rng):
            return None
        if plant in LEAKS:
            another_pool(tree)
        result = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
        compile(result, "planted", "exec")
    except (SyntaxError, ValueError, IndexError):
        return None
    is_new = plant is keeps_after_error or result != ast.unparse(ast.parse(text)) + "\n"
    return result if is_new else None
