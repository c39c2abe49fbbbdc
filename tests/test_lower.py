"""The graphs of small functions, as text: evaluation order, exception edges, ways through `finally`."""

from __future__ import annotations

import ast
import textwrap

import pytest

from poollint.ir import Function, dump
from poollint.lower import lower
from poollint.source import parse


def graph(text: str) -> Function:
    source = parse(textwrap.dedent(text), "x.py")
    node = source.tree.body[-1]
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    return lower(source, node, node.name)


def shown(text: str) -> list[str]:
    return [" ".join(line.split()[1:]) for line in dump(graph(text)).splitlines()[1:]]


def test_arguments_before_the_call_and_the_value_before_the_target() -> None:
    assert shown("def f(a, b):\n    a.x = g(b.y)\n") == [
        "entry",
        "use b attr:y",
        "call %1 := g (b.y)",
        "use a attrstore:x",
        "assign a.x := %1",
        "exit",
        "abort",
    ]


def test_a_swap_reads_both_sides_first() -> None:
    ops = shown("def f(self, pool):\n    old, self.conn = self.conn, pool.acquire()\n")
    assert ops.index("assign %1 := self.conn") < ops.index("assign self.conn := %2")
    assert "assign old := %1" in ops


def test_short_circuit_and_ternary_branch() -> None:
    function = graph("def f(a, b):\n    if a and not b.c:\n        g()\n    return x if a else b\n")
    atoms = [op.atom.key for op in function.ops if op.atom is not None]
    assert atoms == ["a", "b.c", "a"]


def test_finally_is_laid_out_once_and_continues_by_label() -> None:
    function = graph(
        """
        def f(xs):
            for x in xs:
                try:
                    if x:
                        return 1
                    if g(x):
                        continue
                    break
                finally:
                    done()
        """
    )
    calls = [op for op in function.ops if op.callee is not None and op.callee.path == "done"]
    assert len(calls) == 1
    complete = next(op for op in function.ops if op.kind == "complete")
    assert set(complete.labels) == {"error", "return", "break1", "continue1"}
    assert complete.labels["return"] == function.exit
    assert complete.labels["error"] == function.abort


def test_with_items_close_right_to_left() -> None:
    function = graph("def f(a, b):\n    with a() as x, b() as y:\n        g()\n")
    order = [(op.kind, op.src) for op in function.ops if op.kind in ("enter", "leave")]
    assert order == [("enter", "%1"), ("enter", "%3"), ("leave", "%3"), ("leave", "%1")]


def test_handlers_take_errors_of_the_body_and_not_of_each_other() -> None:
    function = graph(
        """
        def f():
            try:
                a()
            except ValueError:
                b()
            except (KeyError, OSError):
                c()
            else:
                d()
        """
    )
    dispatch = next(index for index, op in enumerate(function.ops) if op.kind == "dispatch")
    assert function.ops[dispatch].catches == (("ValueError",), ("KeyError", "OSError"))
    targets = {op.callee.path: op.exc for op in function.ops if op.callee is not None}
    assert targets["a"] == dispatch
    assert targets["b"] == targets["c"] == targets["d"] == function.abort


def test_the_first_iterable_of_a_generator_is_evaluated_at_once() -> None:
    function = graph("def f(conn):\n    return (x for x in conn.rows())\n")
    kinds = [op.kind for op in function.ops]
    assert kinds.index("call") < kinds.index("make")
    inner = next(op.function for op in function.ops if op.function is not None)
    assert inner is not None
    assert inner.params == (".0",)
    assert inner.is_generator


def test_a_list_comprehension_runs_here_under_names_of_its_own() -> None:
    ops = shown("def f(xs):\n    x = 1\n    return [x.y for x in xs]\n")
    assert any(op.startswith("collect") for op in ops)
    assert "use x attr:y" not in ops


def test_defaults_are_evaluated_where_the_function_is_made() -> None:
    function = graph("def f(conn):\n    def g(c=conn): return c\n    return g\n")
    make = next(op for op in function.ops if op.kind == "make")
    assert make.defaults == (("c", "conn"),)


@pytest.mark.parametrize(
    "body",
    [
        "match x:\n        case {'a': [y, *z]}: g(y)\n"
        "        case Point(x=0) | None: pass\n        case _: h()",
        "try:\n        a()\n    except* ValueError as e:\n        b(e)",
        "while (n := g()):\n        break\n    else:\n        h()",
        "del x.y, x[0]\n    x += 1\n    global q\n    q = x",
        "assert x, g()\n    raise E(x) from y",
        "x = [a async for a in b if a]\n    await x\n    async with x as y: pass",
        "class C(x):\n        def m(self): return x\n    lambda *a, **k: a",
        "print(f'{x!r:{y}}', *x, **y)\n    a, (b, *c) = x",
        "return",
        "pass",
    ],
)
def test_every_operation_has_its_successors(body: str) -> None:
    function = graph(f"async def f(x, y, b):\n    {body}\n")
    last = len(function.ops)
    for index, op in enumerate(function.ops):
        assert all(0 <= succ < last for succ in [*op.succ, *op.labels.values(), op.exc])
        if op.kind not in ("raise", "complete", "dispatch", "exit", "abort"):
            assert op.succ, (index, op.kind)
