"""The check that anybody would write first: the released name stands on a later line of the same function."""

from __future__ import annotations

import ast
import re

RELEASES = frozenset({"release", "putconn", "checkin", "give_back", "return_", "check_in"})


def naive_check(text: str) -> bool:
    """Whether some released name is mentioned below its release."""
    tree = ast.parse(text)
    lines = text.splitlines()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        last = function.end_lineno or function.lineno
        for call in ast.walk(function):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            if call.func.attr not in RELEASES or not call.args or not isinstance(call.args[0], ast.Name):
                continue
            word = re.compile(rf"\b{call.args[0].id}\b")
            if any(word.search(line) for line in lines[call.lineno : last]):
                return True
    return False
