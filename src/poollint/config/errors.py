"""What is wrong with the settings, said so that the reader can mend it; near misses are named."""

from __future__ import annotations

from collections.abc import Iterable


class ConfigError(Exception):
    """A setting that can't be used. `message` names the file and the key, and stands on one line."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def hint(word: str, known: Iterable[str]) -> str:
    """`"; did you mean `x`?"` for the known word nearest to `word`, else the empty string."""
    import difflib

    by_fold = {name.lower(): name for name in known}
    nearest = difflib.get_close_matches(word.lower(), list(by_fold), n=1, cutoff=0.6)
    return f"; did you mean `{by_fold[nearest[0]]}`?" if nearest else ""
