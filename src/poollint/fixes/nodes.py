"""What a node of libcst is made of, in the order of the text, without white space and comments.

`CSTNode.children` makes a new node each time it is asked, and names white space that is written nowhere.
"""

from __future__ import annotations

import libcst as cst

_BLANK = frozenset(
    {
        "leading_lines",
        "lines_after_decorators",
        "header",
        "footer",
        "leading_whitespace",
        "trailing_whitespace",
    }
)
_NOTHING = frozenset({type(None), cst.MaybeSentinel, str})
_ORDERS: dict[type[cst.CSTNode], tuple[str, ...]] = {
    # what it names is not visited where that is a star
    cst.ImportFrom: ("relative", "module", "lpar", "names", "rpar", "semicolon")
}


def children(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes that stand directly in a node."""
    order = _ORDERS.get(type(node))
    if order is None:
        order = _ORDERS[type(node)] = _order(node)
    found: list[cst.CSTNode] = []
    for name in order:
        value = getattr(node, name)
        kind = type(value)
        if kind is tuple or kind is list:
            found += value
        elif kind not in _NOTHING:
            found.append(value)
    return found


class _Attributes(cst.CSTVisitor):
    """Notes which attributes of a node are visited; those that are empty are named, too."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def on_visit_attribute(self, node: cst.CSTNode, attribute: str) -> None:
        if not attribute.startswith("whitespace_") and attribute not in _BLANK:
            self.names[attribute] = None

    def on_visit(self, node: cst.CSTNode) -> bool:
        return False


def _order(node: cst.CSTNode) -> tuple[str, ...]:
    visitor = _Attributes()
    node._visit_and_replace_children(visitor)
    if hasattr(node, "format_spec"):
        visitor.names["format_spec"] = None  # the last one, not visited where there is none
    return tuple(visitor.names)
