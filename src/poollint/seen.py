"""What the answer for a file rests on: told by `poollint.reach`, and kept by `poollint.cache`."""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple


class Seen(NamedTuple):
    """Its bytes, what it imports, and the folders that were looked at for that."""

    digest: bytes
    imports: tuple[str, ...]
    folders: frozenset[str]


def digest(data: bytes) -> bytes:
    """What stands for the bytes of a file (BLAKE2, 16 bytes)."""
    return blake2b(data, digest_size=16).digest()
