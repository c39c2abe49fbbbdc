"""Measures poollint on input that was made to be too much for it: each must end soon, with one clear line.

    python benchmarks/hostile.py                     # all inputs, checked and fixed
    python benchmarks/hostile.py --only dictionary --size 0.1

An input is a folder of files; `--size` makes it smaller or larger. Prints for each what was done, the seconds
of CPU and of wall, the megabytes of the largest process, the exit code and what was said.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src"
Input = Mapping[str, str]
"""Texts by file name."""
LATE = "def late(pool):\n    conn = pool.acquire()\n    pool.release(conn)\n    conn.ping()\n\n\n"
"""A fault that must be found beside the rest, and has a fix."""
CONCISE = ("--output-format", "concise")
WAYS = {
    "check": [],
    "check all rules": ["--select", "ALL"],
    "fix": ["--fix", "--unsafe-fixes", "--select", "ALL"],
}


def _released(count: int) -> str:
    """One long function that takes out and gives back, one after the other, under one name."""
    body = "    conn = pool.acquire()\n    pool.release(conn)\n" * count
    return f"{LATE}def long(pool):\n{body}"


def _late(count: int) -> str:
    """The same with a use after each release: thousands of findings."""
    body = "    conn = pool.acquire()\n    pool.release(conn)\n    conn.ping()\n" * count
    return f"{LATE}def long(pool):\n{body}"


def _held(count: int) -> str:
    """One long function that takes out thousands of objects and holds all of them to its end."""
    names = [f"conn{number}" for number in range(count)]
    taken = "".join(f"    {name} = pool.acquire()\n" for name in names)
    back = "".join(f"    pool.release({name})\n" for name in names)
    return f"{LATE}def long(pool):\n{taken}{back}"


def _split(count: int) -> str:
    """The same in many functions, each below every limit for one."""
    return LATE + "".join(
        f"def part{number}(pool):\n"
        + "    conn = pool.acquire()\n    pool.release(conn)\n    conn.ping()\n" * 10
        for number in range(count // 10)
    )


def _while_held(statement: str) -> str:
    """A statement between an acquisition and its release."""
    return f"{LATE}def long(pool, x):\n    conn = pool.acquire()\n    {statement}\n    pool.release(conn)\n"


def _chained(operator: str, count: int) -> str:
    return _while_held("y = " + operator.join(["conn.size()"] + ["x"] * count))


def _called(count: int) -> str:
    return _while_held("y = conn" + ".a()" * count)


def _strings(count: int) -> str:
    return _while_held("y = (" + "\n        ".join(["'x'"] * count) + ")")


def _blocks(count: int, head: str) -> str:
    """Nested blocks: Python itself stops at 100 levels of indentation."""
    lines = [" " * (4 + depth) + head + "\n" for depth in range(count)]
    inner = " " * (4 + count)
    return (
        f"{LATE}def long(pool, x):\n    conn = pool.acquire()\n{''.join(lines)}{inner}pool.release(conn)\n"
        f"{inner}conn.ping()\n"
    )


def _tried(count: int) -> str:
    """Nested `try` with a `finally` each, 90 deep, one after the other."""
    depth = 90
    opened = "".join(" " * (4 + level) + "try:\n" for level in range(depth))
    closed = "".join(
        " " * (4 + level) + "finally:\n" + " " * (5 + level) + "x()\n" for level in reversed(range(depth))
    )
    one = f"    conn = pool.acquire()\n{opened}{' ' * (4 + depth)}pool.release(conn)\n{closed}"
    return f"{LATE}def long(pool, x):\n{one * max(1, count // depth)}"


def _branches(count: int) -> str:
    """Conditions that are independent of each other, each with a release of its own."""
    objects = max(1, count // 10)
    taken = "".join(f"    c{number} = pool.acquire()\n" for number in range(objects))
    body = "".join(f"    if x{i}:\n        pool.release(c{i % objects})\n" for i in range(count))
    return f"{LATE}def long(pool):\n{taken}{body}"


def _comprehensions(count: int) -> str:
    return _while_held("y = " + "[" * count + "conn" + " for _ in x]" * count)


def _functions(count: int) -> str:
    """Functions in functions, each of which closes over the object."""
    depth = min(count, 95)
    heads = "".join(" " * (4 + level) + f"def inner{level}():\n" for level in range(depth))
    return (
        f"{LATE}def long(pool):\n    conn = pool.acquire()\n{heads}{' ' * (4 + depth)}conn.ping()\n"
        "    pool.release(conn)\n    inner0()\n"
    )


def _dictionary(megabytes: float, within: str) -> str:
    entry = "    'key{:07}': ['value', 1, (2, 3), None],\n"
    length = len(entry.format(0))
    body = "".join(entry.format(number) for number in range(int(megabytes * 1_000_000) // length))
    return within.format(body=body)


_TOP = LATE + "TABLE = {{\n{body}}}\n"
_INSIDE = (
    LATE + "def long(pool):\n    conn = pool.acquire()\n    table = {{\n{body}}}\n    pool.release(conn)\n"
    "    conn.send(table)\n"
)


def _cycle(count: int) -> str:
    """Functions that hand the object on to the next, the last one to the first."""
    return LATE + "".join(
        f"def step{number}(pool, conn):\n    step{(number + 1) % count}(pool, conn)\n"
        "    pool.release(conn)\n\n\n"
        for number in range(count)
    )


def _wide_cycle(count: int) -> str:
    """The same with three calls each, which no depth of calls bounds by itself."""
    return LATE + "".join(
        f"def step{number}(pool, conn):\n"
        + "".join(f"    step{(number * 3 + way + 1) % count}(pool, conn)\n" for way in range(3))
        + "    pool.release(conn)\n\n\n"
        for number in range(count)
    )


def _lending_cycle(count: int) -> str:
    return LATE + "".join(
        f"def step{number}(pool):\n    if pool.x:\n        return pool.acquire()\n"
        f"    return step{(number + 1) % count}(pool)\n\n\n"
        for number in range(count)
    )


def _files(count: int) -> dict[str, str]:
    """The cycle over as many files that import each other."""
    return {
        f"step{number}.py": f"import step{(number + 1) % count}\n\n\ndef go(pool, conn):\n"
        f"    step{(number + 1) % count}.go(pool, conn)\n    pool.release(conn)\n"
        for number in range(count)
    } | {"late.py": LATE}


def _classes(count: int) -> str:
    """Classes derived from one another, in a circle of names."""
    return LATE + "".join(
        f"class Step{number}(Step{(number + 1) % count}):\n    def go(self, conn):\n"
        f"        super().go(conn)\n        self.pool.release(conn)\n\n\n"
        for number in range(count)
    )


def _one(text: Callable[[int], str], count: int) -> Callable[[float], Input]:
    return lambda size: {"a.py": text(max(2, int(count * size)))}


INPUTS: dict[str, Callable[[float], Input]] = {
    "5,000 acquisitions and releases": _one(_released, 5000),
    "5,000 faults in one function": _one(_late, 5000),
    "5,000 faults in 500 functions": _one(_split, 5000),
    "5,000 objects held at once": _one(_held, 5000),
    "20,000 chained +": _one(lambda n: _chained(" + ", n), 20_000),
    "20,000 chained or": _one(lambda n: _chained(" or ", n), 20_000),
    "20,000 chained and": _one(lambda n: _chained(" and ", n), 20_000),
    "20,000 chained ==": _one(lambda n: _chained(" == ", n), 20_000),
    "20,000 chained calls": _one(_called, 20_000),
    "20,000 strings in a row": _one(_strings, 20_000),
    "500 nested if": _one(lambda n: _blocks(n, "if x:"), 500),
    "500 nested with": _one(lambda n: _blocks(n, "with pool.acquire() as conn:"), 500),
    "95 nested with": _one(lambda n: _blocks(n, "with pool.acquire() as conn:"), 95),
    "95 nested for": _one(lambda n: _blocks(n, "for x in x:"), 95),
    "500 try with finally, 90 deep": _one(_tried, 500),
    "500 nested comprehensions": _one(_comprehensions, 500),
    "95 nested functions": _one(_functions, 95),
    "1,000 independent conditions": _one(_branches, 1000),
    "dictionary of 4.9 MB": lambda size: {"a.py": _dictionary(4.9 * size, _TOP)},
    "dictionary of 4.9 MB in a function": lambda size: {"a.py": _dictionary(4.9 * size, _INSIDE)},
    "dictionary of 5.1 MB": lambda size: {"a.py": _dictionary(5.1 * size, _TOP)},
    "1,000 functions in a cycle": _one(_cycle, 1000),
    "1,000 functions in a cycle of threes": _one(_wide_cycle, 1000),
    "1,000 lending functions in a cycle": _one(_lending_cycle, 1000),
    "1,000 files in a cycle": lambda size: _files(max(2, int(1000 * size))),
    "1,000 classes in a circle": _one(_classes, 1000),
}


def measure(files: Input, way: list[str], limit: float) -> str:
    """One run as a line."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        script = "import sys; from poollint.__main__ import main; sys.exit(main())"
        start = time.perf_counter()
        with open(Path(folder) / "said", "w+", encoding="utf-8") as said:
            process = subprocess.Popen(
                [sys.executable, "-c", script, "check", "--isolated", "--no-cache", *CONCISE, *way, "."],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(SOURCE)},
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            done = 0
            while not done:
                done, status, usage = os.wait4(process.pid, os.WNOHANG)
                if not done and time.perf_counter() - start > limit:
                    process.kill()
                    _, _, usage = os.wait4(process.pid, 0)
                    return f"killed after {limit:.0f} s, {usage.ru_maxrss / 1024:.0f} MB"
                time.sleep(0.01)
            wall = time.perf_counter() - start
            code = os.waitstatus_to_exitcode(status)
            said.seek(0)
            lines = said.read().splitlines()
        shown = [
            line for line in lines if "POOL900" in line or "error:" in line or "Traceback" in line
        ] or lines
        cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        what = f"{len(lines)} lines: {shown[0][:130] if shown else ''}"
        return f"{cpu:7.1f} {wall:7.1f} {peak:6.0f} MB  exit {code}  {what}"


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="hostile.py", description=(__doc__ or "").partition("\n")[0])
    options.add_argument(
        "--only", action="append", default=[], metavar="WORD", help="inputs with this in their name"
    )
    options.add_argument("--way", action="append", default=[], choices=sorted(WAYS))
    options.add_argument("--size", type=float, default=1.0)
    options.add_argument("--limit", type=float, default=120.0, help="seconds until a run is ended")
    chosen = options.parse_args()
    for name, make in INPUTS.items():
        if chosen.only and not any(word in name for word in chosen.only):
            continue
        for way in chosen.way or WAYS:
            print(f"{name}, {way}: {measure(make(chosen.size), WAYS[way], chosen.limit)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
