"""Carries fixes out: repairs a text until nothing more can be done, and replaces the file as a whole.

Invariant: a file holds its old or its new text at every moment, and is written only if it still holds what
was read. One fix is made at a time and the result analysed again, so that fixes can't disturb each other.
"""

from __future__ import annotations

import codecs
import io
import os
import signal
import stat
import tempfile
import tokenize
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial

from poollint.config import Config
from poollint.discovery import Problem, SourceFile
from poollint.effort import MOST_OF_REPAIR, Allowance
from poollint.engine import Engine, Report, read_file, sort_findings
from poollint.finding import Finding
from poollint.fixes.edits import apply, as_text_edits
from poollint.stages import staged

MOST_ROUNDS = 200
"""How many fixes one file gets in a run. Each takes a finding away and brings none, so it ends by itself."""

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Changed(OSError):
    """The file no longer holds what was read."""


@dataclass(frozen=True)
class Repaired:
    """What became of one text: the new bytes, the findings that were fixed and those that are left.

    `found` are the findings of the text as it came; `warning` says what stood in the way.
    """

    data: bytes
    text: str = ""
    fixed: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    suppressed: int = 0
    analysed: bool = False
    warning: str | None = None


@dataclass
class Outcome:
    """What became of all files: `changes` maps a name to its text before and after."""

    report: Report
    fixed: tuple[Finding, ...] = ()
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)


@staged("make fixes")
def repair(engine: Engine, data: bytes, filename: str, config: Config, *, unsafe: bool) -> Repaired:
    """Make the safe fixes (and the unsafe ones) one by one until none is left.

    Raises ConfigError, and whatever the analysis could not cope with.
    """
    fixed: list[Finding] = []
    current = data
    allowance = Allowance(MOST_OF_REPAIR)
    for _ in range(MOST_ROUNDS):
        result = engine.check(current, filename, config, offer=False)
        text = result.text or ""
        left: list[Finding] = []
        warning = None
        for finding in engine.offers(text, filename, config, result.findings, allowance):
            fix = finding.fix
            if fix is not None and (
                fix.applicability == "safe" or (unsafe and fix.applicability == "unsafe")
            ):
                after = _encoded(apply(text, as_text_edits(text, fix.edits)), text, current)
                if after is not None:
                    current = after
                    fixed.append(finding)
                    break
                warning = "is not fixed: its encoding can't be written back as it was"
            left.append(finding)
        else:
            if allowance.is_spent and fixed:
                warning = "has more fixes than one run makes; run it again"
            break
    else:
        result = engine.check(current, filename, config)
        left, warning = list(result.findings), f"more than {MOST_ROUNDS} fixes; run it again"
    return Repaired(
        current,
        result.text or "",
        tuple(fixed),
        tuple(left),
        result.suppressed,
        result.analysed,
        warning,
    )


def _encoded(after: str, before: str, data: bytes) -> bytes | None:
    """The new text in the encoding of the old bytes; None where that would not give the old ones back."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if codecs.encode(before, encoding) != data:
            return None
        return bytes(codecs.encode(after, encoding))
    except (SyntaxError, LookupError, ValueError):
        return None


def repair_files(engine: Engine, files: Iterable[SourceFile], *, unsafe: bool, write: bool) -> Outcome:
    """Repair each file; what goes wrong with one is a problem of that one. `write` false changes none."""
    findings: list[Finding] = []
    fixed: list[Finding] = []
    problems: list[Problem] = []
    warnings: list[str] = []
    texts: dict[str, str] = {}
    changes: dict[str, tuple[str, str]] = {}
    count = analysed = suppressed = 0
    for file in files:
        count += 1
        try:
            data = read_file(file.path)
        except OSError as error:
            problems.append(Problem(file.path, f"cannot be read: {_why(error)}"))
            continue
        work = partial(repair, engine, data, file.path, file.config, unsafe=unsafe)
        found = engine.guarded(work, file.path, problems)
        if found is None:
            continue
        done = found
        if found.fixed and write:
            try:
                replace_file(file.path, data, found.data)
            except OSError as error:
                problems.append(Problem(file.path, f"cannot be fixed: {_why(error)}"))
                again = engine.check_guarded(data, file.path, file.config, problems)
                done = Repaired(data, again.text or "", (), again.findings, again.suppressed, again.analysed)
        if done.fixed:
            changes[file.path] = (engine.decode(data), done.text)
        if done.warning is not None:
            warnings.append(f"`{file.path}` {done.warning}")
        analysed += done.analysed
        suppressed += done.suppressed
        fixed += done.fixed
        if done.left:
            findings += done.left
            texts[file.path] = done.text
    engine.add_texts(findings, texts)
    report = Report(
        tuple(sort_findings(findings)),
        tuple(problems),
        tuple(warnings),
        count,
        analysed,
        suppressed,
        texts,
    )
    return Outcome(report, tuple(fixed), changes)


def replace_file(path: str, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`, whole or not at all; mode and owner stay, a link is followed.

    Raises OSError where the file is gone or may not be written, and Changed where it holds something else.
    """
    target = os.path.realpath(path)
    status = os.stat(target)
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
        raise PermissionError(0, "it is read-only")
    with _uninterrupted():
        handle, temporary = tempfile.mkstemp(
            prefix=f".{os.path.basename(target)}.", suffix=".poollint", dir=os.path.dirname(target)
        )
        try:
            with open(handle, "wb") as stream:
                stream.write(after)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(temporary, stat.S_IMODE(status.st_mode))
            if hasattr(os, "chown"):
                with suppress(OSError):
                    os.chown(temporary, status.st_uid, status.st_gid)
            if read_file(target) != before:
                raise Changed(0, "it has changed since it was read")
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Signals that end the program wait until the file is whole and the temporary one gone."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
