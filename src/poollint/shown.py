"""What a run printed of a file, kept so that the next one can print it again without what made it.

An entry is a file of plain text, in a folder beside the results of `poollint.cache`. Its name stands for all
that the print depends on besides files (this program, settings, options, the terminal); in it stand the files
and folders that it rests on, how many findings there are, and the text. Entries are written as a whole or not
at all, so that two runs at once do each other no harm, and one that can't be read is passed by.
"""

from __future__ import annotations

import os
import re
import sys
from collections import namedtuple

from poollint.seen import Basis, is_unchanged, signature

TYPE_CHECKING = False  # `typing` costs more than all the rest; see `poollint.quick`
if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = ".poollint_cache"
FORMATS = {"full": "\n", "concise": "", "github": ""}
"""What stands between the texts of two files, for each format that is made file by file."""
MOST_RESTS = 500
_MOST_ENTRIES = 2000
_PLACE = "shown"
_HEAD = "poollint 1"
_COLOR = r"\x1b\[[0-9;]*m"


class Shown(namedtuple("Shown", "output_format text findings safe unsafe")):
    """The text of a file's findings in a format, how many there are, and how many have which fix."""

    __slots__ = ()
    output_format: str
    text: str
    findings: int
    safe: int
    unsafe: int


class Shelf:
    """The entries in the folder of a cache; paths in them count from `base`."""

    def __init__(self, folder: str, base: str) -> None:
        self._folder = os.path.join(folder, _PLACE)
        self._base = base
        self._signatures: dict[str, bytes] = {}
        self._unchanged: dict[tuple[str, str], bool] = {}

    def find(self, key: str) -> Shown | None:
        """The entry of this name, None where there is none or what it rests on has changed."""
        try:
            with open(os.path.join(self._folder, key), encoding="utf-8", errors="surrogateescape") as stream:
                text = stream.read()
        except (OSError, UnicodeDecodeError):
            return None
        try:
            return self._read(text)
        except (OSError, ValueError, IndexError):
            return None

    def keep(self, key: str, shown: Shown, basis: Basis) -> None:
        """Write an entry; a folder that can't be written to is done without."""
        lines = [
            _HEAD,
            f"{shown.output_format} {shown.findings} {shown.safe} {shown.unsafe}",
            f"{len(basis.files)} {len(basis.folders)}",
        ]
        for name, (mtime, size, known) in sorted(basis.files.items()):
            lines.append(f"{mtime} {size} {known.hex()} {name}")
        for name, known in sorted(basis.folders.items()):
            lines.append(f"{known.hex()} {name}")
        if any("\n" in line or "\r" in line for line in lines) or not _is_harmless(shown.text):
            return
        path = os.path.join(self._folder, key)
        text = "\n".join([*lines, shown.text])
        try:
            os.makedirs(self._folder, exist_ok=True)
            self._make_room()
            with open(f"{path}.{os.getpid()}", "wb") as stream:
                stream.write(text.encode("utf-8", "surrogateescape"))
            os.replace(f"{path}.{os.getpid()}", path)
        except (OSError, UnicodeEncodeError):
            return

    def _read(self, text: str) -> Shown | None:
        head, first, second, rest = text.split("\n", 3)
        output_format, *numbers = first.split(" ")
        findings, safe, unsafe = map(int, numbers)
        count, folders = map(int, second.split(" "))
        lines = rest.split("\n", count + folders)
        if head != _HEAD or output_format not in FORMATS or not _is_harmless(lines[count + folders]):
            return None
        if all(map(self._is_unchanged, lines[:count])) and all(map(self._tells_the_same, lines[count:-1])):
            return Shown(output_format, lines[-1], findings, safe, unsafe)
        return None

    def _is_unchanged(self, line: str) -> bool:
        mtime, size, known, name = line.split(" ", 3)
        return is_unchanged(self._path(name), int(mtime), int(size), bytes.fromhex(known))

    def _tells_the_same(self, line: str) -> bool:
        known, name = line.split(" ", 1)
        if name not in self._signatures:
            self._signatures[name] = signature(self._path(name))
        return self._signatures[name].hex() == known

    def _path(self, name: str) -> str:
        return os.path.normpath(os.path.join(self._base, name))

    def _make_room(self) -> None:
        names = os.listdir(self._folder)
        if len(names) >= _MOST_ENTRIES:
            for name in names:
                os.remove(os.path.join(self._folder, name))


def summary(every: Iterable[Shown], *, fixed: int = 0, complete: bool = True) -> str:
    """The line that ends a run. `fixed` findings are there no more; `complete`: every file was checked."""
    files, findings, safe, unsafe = 0, 0, 0, 0
    for one in every:
        files += one.findings > 0
        findings += one.findings
        safe += one.safe
        unsafe += one.unsafe
    done = f"Fixed {counted(fixed, 'problem')}. " if fixed else ""
    if not findings:
        left = " more" if fixed else ""
        tail = "" if complete else ", but not every file could be checked"
        return f"{done}No{left} problems found{tail}."
    ways = [
        f"{count} fixable with {flags}"
        for count, flags in ((safe, "--fix"), (unsafe, "--unsafe-fixes"))
        if count
    ]
    tail = f" ({', '.join(ways)})" if ways else ""
    return f"{done}Found {counted(findings, 'problem')} in {counted(files, 'file')}{tail}."


def counted(count: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def write_out(text: str) -> None:
    """Write to stdout; what its encoding lacks is escaped."""
    stream = sys.stdout
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


def write_report(text: str) -> None:
    """Write to stdout; that its reader has had enough is no fault, the run has its result all the same."""
    try:
        write_out(text)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_harmless(text: str) -> bool:
    """Whether a text can't steer a terminal except by colour: an entry may come from somebody else."""
    if "\x1b" in text:
        text = re.sub(_COLOR, "", text)
    return text.replace("\n", "").isprintable()
