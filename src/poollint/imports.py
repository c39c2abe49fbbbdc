"""What a file imports, read from its bytes: no parser is run on a file that may turn out not to matter."""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False  # `typing` costs more than all the rest; see `poollint.quick`
if TYPE_CHECKING:
    from collections.abc import Iterator

_KEYWORD = b"import"


class Import(namedtuple("Import", "origin names renamed")):
    """`from origin import names`, or `import names` with an empty origin, as written.

    A leading dot for each level of a relative import. `renamed` has (name, local name) for each `as`.
    """

    __slots__ = ()
    origin: str
    names: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]

    def dotted(self) -> Iterator[str]:
        """The names in full."""
        for name in self.names:
            if not self.origin:
                yield name
            else:
                yield self.origin + name if self.origin.endswith(".") else f"{self.origin}.{name}"


def imports(data: bytes) -> Iterator[Import]:
    """The import statements, wherever they stand; in strings and comments as well."""
    at = data.find(_KEYWORD)
    while at >= 0:
        end = at + len(_KEYWORD)
        head = _before(data, at)
        after = data[end : end + 1]
        if not head and after in b" \t":
            found = _names(_line(data, end))
            if found.names:
                yield found
        elif head.startswith((b"from ", b"from\t")) and after in b" \t(*\\":
            origin = head[5:].replace(b" ", b"").replace(b"\t", b"")
            found = _names(_listed(data, end), origin.decode("latin-1"))
            if found.names and _is_origin(origin):
                yield found
        at = data.find(_KEYWORD, end)


def _before(data: bytes, at: int) -> bytes:
    """What stands before a place, from the beginning of its statement."""
    start = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
    head = data[start:at].strip(b" \t\f")
    head = head.rpartition(b";")[2].lstrip()
    if b":" in head and not head.startswith(b"from"):
        head = head.rpartition(b":")[2].lstrip()
    if not head and data[max(0, start - 3) : start].rstrip(b"\r\n").endswith(b"\\"):
        return _before(data, data.rfind(b"\\", 0, start))  # `from x \\` on a line of its own
    return head + b" " if head else head


def _is_origin(origin: bytes) -> bool:
    return origin.replace(b".", b"").replace(b"_", b"a").isalnum() or not origin.strip(b".")


def _line(data: bytes, start: int) -> bytes:
    ends = [end for mark in (b"\n", b"\r") if (end := data.find(mark, start)) >= 0]
    return data[start : min(ends, default=len(data))]


def _listed(data: bytes, start: int) -> bytes:
    """The names of a `from` import: in parentheses, or up to the end of the line."""
    rest = data[start : start + 200].lstrip(b" \t")
    if rest.startswith(b"("):
        end = data.find(b")", start)
        text = data[start : end if end >= 0 else len(data)].replace(b"(", b" ")
        if b"#" in text:
            text = b"\n".join(line.partition(b"#")[0] for line in text.splitlines())
        return text
    text = _line(data, start)
    while text.rstrip(b" \t").endswith(b"\\"):
        following = start + len(text) + 1
        more = _line(data, following)
        text = data[start : following + len(more)]
        if not more:
            break
    return text.replace(b"\\", b" ")


def _names(text: bytes, origin: str = "") -> Import:
    names, renamed = [], []
    for part in text.partition(b"#")[0].partition(b";")[0].decode("latin-1").split(","):
        words = part.split()
        if words:
            names.append(words[0])
            if len(words) > 2 and words[1] == "as":
                renamed.append((words[0], words[2]))
    return Import(origin, tuple(names), tuple(renamed))
