"""Path patterns of the settings, matched against paths relative to the project root.

A pattern without `/` matches one name anywhere on the path (`tests`, `test_*.py`). A pattern with `/`
matches from the root: `*` stays within one name, `**` goes through any number of folders. A pattern that
matches a folder matches all that is below it.
"""

from __future__ import annotations

import fnmatch
import re
from functools import lru_cache

_NOTHING = re.compile(r"(?!)")


class PathPatterns:
    """A compiled list of patterns; ask it about relative paths with `/` between their parts."""

    def __init__(self, patterns: tuple[str, ...], root: str) -> None:
        names: list[str] = []
        paths: list[str] = []
        for given in patterns:
            pattern = given.replace("\\", "/") if "/" not in given else given
            if pattern.startswith(root.rstrip("/") + "/"):
                pattern = pattern[len(root.rstrip("/")) :]
            anchored = pattern.startswith(("/", "./"))
            pattern = pattern.removeprefix(".").strip("/") if anchored else pattern.rstrip("/")
            if not pattern:
                continue
            if "/" in pattern or anchored:
                paths.append(_translate(pattern))
            else:
                names.append(fnmatch.translate(pattern))
        self._names = re.compile("|".join(names)) if names else _NOTHING
        self._paths = re.compile(f"(?:{'|'.join(paths)})\\Z", re.DOTALL) if paths else _NOTHING

    def match_entry(self, relative: str) -> bool:
        """Whether a pattern matches this very file or folder, whatever its parents are."""
        name = relative.rsplit("/", 1)[-1]
        return bool(self._names.match(name) or self._paths.match(relative))

    def match_path(self, relative: str) -> bool:
        """Whether a pattern matches this file or a folder above it."""
        parts = relative.split("/")
        return any(self.match_entry("/".join(parts[: end + 1])) for end in range(len(parts)))


@lru_cache(maxsize=256)
def compile_patterns(patterns: tuple[str, ...], root: str) -> PathPatterns:
    """The patterns compiled once; absolute ones below `root` count from there."""
    return PathPatterns(patterns, root)


def _translate(pattern: str) -> str:
    pieces: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            pieces.append("(?:[^/]+/)*")
            at += 3
        elif pattern.startswith("**", at):
            pieces.append(".*")
            at += 2
        elif pattern[at] == "*":
            pieces.append("[^/]*")
            at += 1
        elif pattern[at] == "?":
            pieces.append("[^/]")
            at += 1
        elif pattern[at] == "[" and (end := pattern.find("]", at + 2)) > 0:
            inside = pattern[at + 1 : end].replace("\\", r"\\").replace("[", r"\[")
            pieces.append(f"[^{inside[1:]}/]" if inside[0] in "!^" else f"[{inside}]")
            at = end + 1
        else:
            pieces.append(re.escape(pattern[at]))
            at += 1
    return "".join(pieces)
