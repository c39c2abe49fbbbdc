"""The oracle on programs written by hand, the generator's richness, and the linter against both."""

from __future__ import annotations

import random
import sys
import textwrap
from collections import Counter

import pytest
from ground_truth.compare import Report, compare, lint, shrink
from ground_truth.compare_leaks import compare_leaks
from ground_truth.generate import draft, generate
from ground_truth.naive import naive_check
from ground_truth.run import PoolKind, Program, find_leaks, find_truth

SHARE = 300
LATE, DOUBLE, UNAWAITED = {"late"}, {"double"}, {"unawaited"}

# name, pool, expected faults on written paths, expected faults on implicit ones, text (entry: `main`)
CASES: list[tuple[str, PoolKind, set[str], set[str], str]] = [
    # what is a use
    ("method", "sync", LATE, set(), "c = pool.acquire(); pool.release(c); c.ping()"),
    ("write", "sync", LATE, set(), "c = pool.acquire(); pool.release(c); c.tag = 1"),
    ("read", "sync", LATE, set(), "c = pool.acquire(); pool.release(c); n = c.payload"),
    ("item", "sync", LATE, set(), "c = pool.acquire(); pool.release(c); c['a'] = 1"),
    ("passed on", "sync", LATE, set(), "c = pool.acquire(); pool.release(c); audit(c)"),
    ("before", "sync", set(), set(), "c = pool.acquire(); c.ping(); audit(c); pool.release(c)"),
    ("is None", "sync", set(), set(), "c = pool.acquire(); pool.release(c); x = c is None"),
    ("formatted", "sync", set(), set(), "c = pool.acquire(); pool.release(c); x = f'{c}'"),
    ("status", "sync", set(), set(), "c = pool.acquire(); pool.release(c); x = c.closed"),
    (
        "other object",
        "sync",
        set(),
        set(),
        "c = pool.acquire(); pool.release(c); c = pool.acquire(); c.ping()",
    ),
    (
        "stale alias",
        "sync",
        LATE,
        set(),
        "a = c = pool.acquire(); pool.release(c); c = pool.acquire(); a.ping()",
    ),
    # double releases
    ("twice", "sync", DOUBLE, set(), "c = pool.acquire(); pool.release(c); pool.release(c)"),
    (
        "twice, ignored",
        "noop",
        set(),
        set(),
        "c = await pool.acquire()\nfor _ in '12': await pool.release(c)",
    ),
    (
        "twice, of two",
        "sync",
        set(),
        set(),
        "a = pool.acquire(); b = pool.acquire(); [pool.release(x) for x in (a, b)]",
    ),
    ("two flags", "sync", DOUBLE, set(), "c = pool.acquire()\nif a: pool.release(c)\nif b: pool.release(c)"),
    (
        "one flag",
        "sync",
        set(),
        set(),
        "c = pool.acquire()\nif a: pool.release(c)\nif not a: pool.release(c)",
    ),
    (
        "attributes",
        "sync",
        set(),
        set(),
        "c = pool.acquire()\nif a.x: pool.release(c)\nif not a.x: pool.release(c)",
    ),
    (
        "asked twice",
        "sync",
        DOUBLE,
        set(),
        "c = pool.acquire()\nif ask(): pool.release(c)\nif ask(): pool.release(c)",
    ),
    # loops
    ("second turn", "sync", DOUBLE, set(), "c = pool.acquire()\nfor x in xs: pool.release(c)"),
    ("each turn", "sync", set(), set(), "for x in xs:\n    c = pool.acquire(); c.ping(); pool.release(c)"),
    # errors
    (
        "release last in its try",
        "sync",
        set(),
        set(),
        """
        c = pool.acquire()
        try:
            c.insert(1)
            pool.release(c)
        except Exception:
            c.rollback()
            pool.release(c)
            raise
        """,
    ),
    (
        "a call after it",
        "sync",
        LATE | DOUBLE,
        set(),
        """
        c = pool.acquire()
        try:
            c.insert(1)
            pool.release(c)
            audit(1)
        except Exception:
            c.rollback()
            pool.release(c)
            raise
        """,
    ),
    (
        "a handler for another error",
        "sync",
        set(),
        set(),
        """
        c = pool.acquire()
        try:
            pool.release(c)
            raise KeyError
        except ValueError:
            c.rollback()
        """,
    ),
    # escapes
    ("returned", "sync", LATE, set(), "with pool.connection() as c: return c"),
    ("yielded", "sync", LATE, set(), "c = pool.acquire(); pool.release(c)\nyield c"),
    ("yielded in time", "sync", set(), set(), "with pool.connection() as c: yield c"),
    ("in a list", "sync", LATE, set(), "with pool.connection() as c: return [c]"),
    ("lazily", "sync", LATE, set(), "with pool.connection() as c: return (c.read(x) for x in xs)"),
    ("at once", "sync", set(), set(), "with pool.connection() as c: return [c.read(x) for x in xs]"),
    ("sent", "sync", LATE, set(), "c = pool.acquire(); queue.put(c); pool.release(c)"),
    ("sent for good", "sync", set(), set(), "c = pool.acquire(); queue.put(c)"),
    ("as a callable", "sync", LATE, set(), "with pool.connection() as c: return c.ping"),
    # deferrals
    ("called late", "sync", LATE, set(), "c = pool.acquire(); f = lambda: c.ping(); pool.release(c); f()"),
    ("called before", "sync", set(), set(), "c = pool.acquire(); f = lambda: c.ping(); f(); pool.release(c)"),
    (
        "rebound",
        "sync",
        set(),
        set(),
        "c = pool.acquire(); f = lambda: c and c.ping(); pool.release(c); c = None; f()",
    ),
    (
        "stack",
        "sync",
        LATE,
        set(),
        """
        with contextlib.ExitStack() as stack:
            c = pool.acquire()
            stack.callback(c.ping)
            pool.release(c)
        """,
    ),
    (
        "stack, in order",
        "sync",
        set(),
        set(),
        """
        with contextlib.ExitStack() as stack:
            c = pool.acquire()
            stack.callback(pool.release, c)
            stack.callback(c.ping)
        """,
    ),
    (
        "thread",
        "sync",
        LATE,
        set(),
        "c = pool.acquire(); t = threading.Thread(target=c.ping); t.start(); pool.release(c); t.join()",
    ),
    (
        "joined thread",
        "sync",
        set(),
        set(),
        "c = pool.acquire(); t = threading.Thread(target=c.ping); t.start(); t.join(); pool.release(c)",
    ),
    (
        "perhaps joined",
        "sync",
        LATE,
        set(),
        "c = pool.acquire(); t = threading.Thread(target=c.ping); t.start(); t.join(2); pool.release(c)",
    ),
    (
        "executor",
        "sync",
        set(),
        set(),
        "c = pool.acquire()\nwith ThreadPoolExecutor() as ex: ex.submit(audit, c)\npool.release(c)",
    ),
    ("at exit", "sync", LATE, set(), "c = pool.acquire(); atexit.register(c.ping); pool.release(c)"),
    # tasks
    (
        "awaited task",
        "async",
        set(),
        LATE,
        """
        async with pool.acquire() as c:
            t = asyncio.create_task(stream(c))
            rows = await c.fetch(1)
            await t
        """,
    ),
    (
        "a return before the await",
        "async",
        LATE,
        LATE,
        """
        async with pool.acquire() as c:
            t = asyncio.create_task(stream(c))
            if not await c.fetch(1):
                return None
            await t
        """,
    ),
    (
        "shielded",
        "async",
        LATE,
        set(),
        """
        async with pool.acquire() as c:
            t = asyncio.create_task(stream(c))
            try:
                await asyncio.wait_for(asyncio.shield(t), 5)
            except asyncio.TimeoutError:
                return 503
        """,
    ),
    (
        "not shielded",
        "async",
        set(),
        set(),
        """
        async with pool.acquire() as c:
            t = asyncio.create_task(stream(c))
            try:
                await asyncio.wait_for(t, 5)
            except asyncio.TimeoutError:
                return 503
        """,
    ),
    (
        "gather, unhandled",
        "async",
        set(),
        LATE,
        """
        async with pool.acquire() as c:
            await asyncio.gather(stream(c), stream(c))
        """,
    ),
    (
        "gather, swallowed",
        "async",
        LATE,
        LATE,
        """
        async with pool.acquire() as c:
            try:
                await asyncio.gather(stream(c), stream(c))
            except ValueError:
                pass
        """,
    ),
    (
        "gather, exceptions returned",
        "async",
        set(),
        set(),
        """
        async with pool.acquire() as c:
            await asyncio.gather(stream(c), stream(c), return_exceptions=True)
        """,
    ),
    (
        "group outside",
        "async",
        LATE,
        set(),
        """
        async with asyncio.TaskGroup() as tg, pool.acquire() as c:
            tg.create_task(stream(c))
        """,
    ),
    (
        "group inside",
        "async",
        set(),
        set(),
        """
        async with pool.acquire() as c, asyncio.TaskGroup() as tg:
            tg.create_task(stream(c))
        """,
    ),
    (
        "callback sees None",
        "plain-release",
        set(),
        set(),
        """
        c = await pool.acquire()
        asyncio.get_running_loop().call_soon(lambda: c and c.ping())
        pool.release(c)
        c = None
        """,
    ),
    (
        "an await before",
        "plain-release",
        LATE,
        set(),
        """
        c = await pool.acquire()
        asyncio.get_running_loop().call_soon(lambda: c and c.ping())
        pool.release(c)
        await stream(1)
        c = None
        """,
    ),
    (
        "thread of a task, cancelled",
        "async",
        set(),
        LATE,
        "async with pool.acquire() as c: await asyncio.to_thread(c.ping)",
    ),
    (
        "coroutine",
        "async",
        LATE,
        set(),
        "c = await pool.acquire(); p = c.fetch(1); await pool.release(c); await p",
    ),
    (
        "coroutine, in time",
        "async",
        set(),
        set(),
        "c = await pool.acquire(); p = c.fetch(1); await p; await pool.release(c)",
    ),
    # a second release of what came in as an argument: the pool says what that does
    ("again", "async", DOUBLE, set(), "await pool.release(a); await pool.release(a)"),
    ("again, ignored", "noop", set(), set(), "await pool.release(a); await pool.release(a)"),
    # releases that are not awaited
    ("not awaited", "async", UNAWAITED, set(), "c = await pool.acquire(); pool.release(c)"),
    ("then awaited", "async", set(), set(), "c = await pool.acquire(); r = pool.release(c); await r"),
    ("handed on", "async", set(), set(), "c = await pool.acquire(); asyncio.create_task(pool.release(c))"),
]

PRELUDE = """
import asyncio, atexit, contextlib, threading
from concurrent.futures import ThreadPoolExecutor
from app.services import ask, audit
from app.aio import stream
"""


@pytest.mark.parametrize(
    ("pool", "written", "implicit", "text"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_oracle(pool: PoolKind, written: set[str], implicit: set[str], text: str) -> None:
    if "TaskGroup" in text and sys.version_info < (3, 11):
        pytest.skip("no TaskGroup before 3.11")
    define = "def" if pool == "sync" else "async def"
    body = textwrap.indent(textwrap.dedent(text).strip(), "    ")
    program = Program(f"{PRELUDE}\n{define} main(pool, queue, a, b, xs):\n{body}\n", "main", pool)
    truth = find_truth(program)
    assert truth.why_not is None
    assert truth.is_complete
    assert truth.faults() == written
    assert truth.implicit() == implicit - written
    assert not truth.doubts()


def test_senseless_programs_are_no_truth() -> None:
    assert find_truth(Program("def main(pool):\n    c.ping()\n", "main")).why_not is not None
    assert find_truth(Program("def main(pool:\n", "main")).why_not is not None


def test_a_seed_is_a_program() -> None:
    assert generate(7) == generate(7)
    assert generate(7)[0].text != generate(8)[0].text


def test_shrinking_keeps_the_disagreement() -> None:
    lines = ["c = pool.acquire()", "if a:", "    c.ping()", "pool.release(c)", "c.ping()"]
    text = "def main(pool, a):\n" + textwrap.indent("\n".join(lines), "    ") + "\n"

    def silent(text: str) -> list[Report]:
        return []

    program = Program(text, "main")
    (found,), _ = compare(program, find_truth(program), silent)
    small = shrink(found, silent)
    assert (small.direction, small.family) == ("missed", "late")
    assert "if a" not in small.program.text
    assert "pool.release(c)\n    c.ping()" in small.program.text


@pytest.mark.parametrize(
    ("body", "leaks"),
    [
        ("c = pool.acquire()\nc.ping()\npool.release(c)", {("error", False)}),
        ("c = pool.acquire()\nif a:\n    return\npool.release(c)", {("plain", False)}),
        ("c = pool.acquire()\ntry:\n    c.ping()\nfinally:\n    pool.release(c)", set()),
        ("c = pool.acquire()\nreturn c", {("plain", True)}),
        ("c = pool.acquire()\nkeep(c)", {("plain", True), ("error", False), ("error", True)}),
        ("with pool.connection() as c:\n    c.ping()", set()),
    ],
)
def test_what_is_still_held_at_the_end(body: str, leaks: set[tuple[str, bool]]) -> None:
    text = "from app import keep\ndef main(pool, a):\n" + textwrap.indent(body, "    ") + "\n"
    found = find_leaks(Program(text, "main"))
    assert found is not None
    assert {(leak.how, leak.is_doubtful) for leak in found} <= leaks
    assert bool(found) is bool(leaks)


def test_rules_on_leaks_against_generated_programs() -> None:
    score: Counter[str] = Counter()
    for seed in range(60):
        rng = random.Random(seed)
        verdicts = compare_leaks(draft(rng, planted=rng.random() < 0.5))
        if verdicts is not None:
            score["leaks"] += len(verdicts.leaks)
            score["found"] += len(verdicts.found)
            score["false"] += bool(verdicts.false)
    assert score["leaks"] >= 15
    assert score["found"] >= 0.6 * score["leaks"], score
    assert score["false"] <= 1, score


def test_linter_and_naive_check_against_generated_programs() -> None:
    score: Counter[str] = Counter()
    for seed in range(SHARE):
        program, truth = generate(seed)
        differences, reports = compare(program, truth, lint)
        said = {report.family for report in reports}
        assert not any(d.direction == "crash" for d in differences), program.text
        kind = "bad" if truth.faults() else "good"
        score[kind] += 1
        score["found"] += bool(truth.faults() & said)
        score["alarms"] += kind == "good" and any(d.direction == "false" for d in differences)
        score["naive"] += kind == "bad" and naive_check(program.text)
    assert score["good"] >= SHARE * 0.35 <= score["bad"]
    assert score["naive"] < 0.65 * score["bad"]  # 60 % over many; a share varies
    assert score["found"] >= 0.97 * score["bad"], score
    assert score["alarms"] <= 0.02 * score["good"], score
