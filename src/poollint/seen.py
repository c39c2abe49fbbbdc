"""What the answer for a file rests on: told by `poollint.reach`, and kept by `poollint.cache`.

That is files by their bytes, folders by what they tell, and this program. Nothing is imported here that a run
over files without pools doesn't import itself.
"""

from __future__ import annotations

import os
import sys
from collections import namedtuple

try:
    from _blake2 import blake2b  # `hashlib` loads the whole of OpenSSL first
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False  # `typing` costs more than all the rest; see `poollint.quick`
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock")
DECLARED = ("pyproject.toml", "setup.cfg", "setup.py", "Pipfile")
NO_SIZE = -1
"""In place of the size of a file that was only seen as an import."""


class Seen(namedtuple("Seen", "digest imports folders")):
    """Its bytes, what it imports, and the folders that were looked at for that."""

    __slots__ = ()
    digest: bytes
    imports: tuple[str, ...]
    folders: frozenset[str]


class Basis(namedtuple("Basis", "files folders")):
    """All that an answer rests on: files with time, size and digest, folders with their signature."""

    __slots__ = ()
    files: Mapping[str, tuple[int, int, bytes]]
    folders: Mapping[str, bytes]


def digest(data: bytes) -> bytes:
    """What stands for the bytes of a file (BLAKE2, 16 bytes)."""
    return bytes(blake2b(data, digest_size=16).digest())


def requires(name: str) -> bool:
    """Whether a file of this name lists requirements, as pip reads them."""
    return (name.startswith("requirements") and name.endswith((".txt", ".in"))) or (
        name.startswith("constraints") and name.endswith(".txt")
    )


def declares(name: str) -> bool:
    """Whether a file of this name is one that tells which versions a project needs."""
    return name in LOCKS or name in DECLARED or requires(name)


def is_unchanged(path: str, mtime: int, size: int, known: bytes) -> bool:
    """Whether a file still has the bytes with the digest `known`; its time and size are believed.

    Raises OSError where it is no more.
    """
    status = os.stat(path)
    if (status.st_mtime_ns, status.st_size) == (mtime, size):
        return True
    if size not in (status.st_size, NO_SIZE):
        return False
    with open(path, "rb") as stream:
        return digest(stream.read()) == known


def signature(path: str) -> bytes:
    """What a folder tells: its modules and folders, and what it declares of dependencies."""
    try:
        names = sorted(os.listdir(path))
    except OSError:
        names = []
    parts = [entry for entry in names if entry.endswith(".py") or "." not in entry]
    for entry in filter(declares, names):
        try:
            status = os.stat(os.path.join(path, entry))
            parts.append(f"{entry} {status.st_mtime_ns} {status.st_size}")
        except OSError:
            continue
    return digest("\n".join(parts).encode("utf-8", "surrogateescape"))


def program() -> str:
    """This program and the Python that runs it.

    An installed release is known by the sizes of its files, so that a cache can be carried to another
    machine; one that is being worked on by their times as well.
    """
    here = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.basename(os.path.dirname(here)) in ("site-packages", "dist-packages")
    stamps = []
    pending = [here]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        pending.append(entry.path)
                else:
                    status = entry.stat()
                    stamps.append(f"{entry.name} {status.st_size} {0 if installed else status.st_mtime_ns}")
    return repr((sys.version_info[:3], sys.platform, sorted(stamps)))


def named_from(base: str, path: str) -> str:
    """A path as it is stored: from the base, so that the folder can be moved."""
    full = os.path.abspath(path)
    try:
        inside = full[len(base) + 1 :] if full.startswith(base + os.sep) else os.path.relpath(full, base)
    except ValueError:  # another drive
        inside = full
    return inside.replace(os.sep, "/")


def joined(parts: Iterable[str]) -> bytes:
    """One digest for several texts."""
    return digest("\0".join(parts).encode("utf-8", "surrogateescape"))
