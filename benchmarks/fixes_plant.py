"""Plants faults in right programs by undoing what a fix does: each is repairable, its repair is known."""

from __future__ import annotations

import ast
import copy
import random
import re
from collections.abc import Callable, Iterator

Suite = list[ast.stmt]
Plant = Callable[[ast.Module, random.Random], bool]
RELEASE = re.compile(r"(?:release|putconn|checkin|give_back|free)\(")


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
        (body, index)
        for _, _, body in suites(tree)
        for index, node in enumerate(body)
        if isinstance(node, ast.Try) and not node.handlers and len(node.finalbody) == 1
        if is_release(node.finalbody[0]) and node.body
    ]
    if not found:
        return False
    body, index = rng.choice(found)
    node = body[index]
    assert isinstance(node, ast.Try)
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
)


def planted(text: str, plant: Plant, seed: int) -> str | None:
    """The text with one fault more; None where there was no place for it."""
    tree = ast.parse(text)
    try:
        if not plant(tree, random.Random(seed)):
            return None
        result = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
        compile(result, "planted", "exec")
    except (SyntaxError, ValueError, IndexError):
        return None
    return result if result != ast.unparse(ast.parse(text)) + "\n" else None
