"""The handler that gives the object back after an error takes cancellations, too.

except Exception:               except BaseException:
    await pool.discard(conn)  ->    await pool.discard(conn)
    raise                           raise
"""

from __future__ import annotations

import libcst as cst

from poollint.fixes.edits import TextEdit
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal


def attempts(fault: Fault) -> Attempts:
    """`BaseException` in place of `Exception`, where the handler raises again what it caught."""
    layout = fault.layout
    offsets = layout.range(fault.case.release)
    place = layout.place(offsets)
    if place is None:
        yield Refusal("the release is not written in this function")
        return
    for node in layout.ancestors(place.statement):
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            break
        if isinstance(node, cst.ExceptHandler) and node.type is not None:
            if layout.code(node.type) != "Exception":
                continue
            last = node.body.body[-1]
            part = last.body[-1] if isinstance(last, cst.SimpleStatementLine) else last
            if not isinstance(part, cst.Raise) or part.exc is not None:
                yield Refusal("the handler goes on: a cancellation would be swallowed")
                return
            start, end = layout.source.offsets(node.type)
            yield Candidate(
                (TextEdit(start, end, "BaseException"),),
                "has the handler take cancellations as well",
                (*fault.doubts, "all else in the handler happens then after a cancellation as well"),
            )
            return
    yield Refusal("the release stands in no handler of `Exception`")
