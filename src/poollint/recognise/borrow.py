"""Borrowed values: which results live off the tracked object, and which live off such a value in turn."""

from __future__ import annotations

from typing import NamedTuple

from poollint.catalogue import PoolSpec
from poollint.ir import Function, Op
from poollint.recognise.evidence import Acquisition, has_argument, last_of, words_of
from poollint.recognise.scope import Scope

_VIEW_METHODS = frozenset({"getbuffer", "view"})
_READING = frozenset({"select", "with", "show", "describe", "explain", "pragma"})
_STATEMENTS = frozenset({"select", "insert", "update", "delete", "ddl", "createtable", "droptable"})
_CHAIN = 12
"""Through how many calls a statement is followed to its beginning."""
_BUFFERS = frozenset({"buffer", "struct"})


class Loan(NamedTuple):
    """How a value, or a part of it, lives off another: as a view, by use alone, with a block that uses it.

    With `by_wait` the value may have copied what it needs; only waiting for one of its methods tells.
    """

    is_memory: bool = False
    by_use: bool = False
    is_block: bool = False
    part: str | None = None
    by_wait: bool = False


class Borrows(Scope):
    """Mixin: what is borrowed from the tracked object, and from what was borrowed."""

    def lends(self, function: Function, op: Op, taken: Acquisition, place: int | str) -> Loan | None:
        """The loan that a call with the tracked object at `place` gives as its result."""
        assert op.callee is not None
        spec = taken.spec
        if spec is not None and any(
            (one.name, one.keyword) == (op.callee.method, place) and one.fate != "safe"
            for one in spec.borrows
        ):
            return Loan()  # `orders.find(..., session=session)`: a cursor on the session's connection
        if place != "receiver" and spec is not None and self._is_made_of(op, spec):
            return Loan()
        if self._makes(op, place) and (spec is None or spec.kind in ("connection", "session")):
            return Loan(by_use=True, by_wait=True)
        if place != "receiver" and (
            self._reads_in_chunks(op) or self.dotted(function, op.callee) in self.names("borrow-lazy")
        ):
            return Loan()
        if place != "receiver":
            kind = spec.kind if spec is not None else "buffer"
            shares = self.dotted(function, op.callee) in self.names("borrow-memory")
            return Loan(is_memory=True) if shares and kind in _BUFFERS else None
        name = op.callee.method or ""
        is_block = name in self.names("borrow-block")
        if spec is not None and spec.borrows:
            for borrow in spec.borrows:
                is_method = not (borrow.attribute or borrow.keyword or borrow.made)
                if borrow.name == name and is_method and has_argument(op, borrow.when):
                    by_use = borrow.by_use and self._writes(function, op)
                    return None if borrow.fate == "safe" else Loan(False, by_use, is_block, borrow.part)
            return None
        awaited = "awaited" in op.flags
        if name in self.names("borrow-by-use") and not awaited:
            return Loan(by_use=True)
        if name in self.names("borrow-method") or name.startswith(tuple(self.names("borrow-prefix"))):
            return Loan(name in _VIEW_METHODS, False, is_block)
        return None

    def _writes(self, function: Function, op: Op) -> bool:
        """Whether a statement is no query by its text: what runs it gives a mere count then, and no rows."""
        if not op.args:
            return False
        operand = op.args[0].value
        start, end = op.args[0].offsets
        if self.module.source.text[start : start + 2].lower() in ('f"', "f'"):
            operand = "=" + self.module.source.text[start:end]
        for _ in range(_CHAIN):
            if operand is None or operand.startswith("="):
                break
            made = self.producers(function).get(operand)
            if made is None or made.kind != "call" or made.callee is None:
                return False
            verb = made.callee.method or (made.callee.path or "").rpartition(".")[2]
            if verb in _STATEMENTS:
                return verb != "select"  # `select(User)`, `table.insert()`
            operand = made.callee.receiver or (made.args[0].value if made.args else None)
        if operand is None or not operand.startswith("="):
            return False
        words = operand[1:].lstrip("rRbBfF'\"( \\n").lower().split(maxsplit=1)
        return not words or words[0] not in _READING

    def _is_made_of(self, op: Op, spec: PoolSpec) -> bool:
        """Whether a call makes an object of a class that works through the object: `UserStub(channel)`."""
        assert op.callee is not None
        name = op.callee.method or (op.callee.path or "").rpartition(".")[2]
        return any(one.made and name.endswith(one.name) for one in spec.borrows)

    def _reads_in_chunks(self, op: Op) -> bool:
        """Whether a call gives an iterator over what it asks of it: `read_sql(q, conn, chunksize=9)`."""
        assert op.callee is not None
        name = op.callee.method or (op.callee.path or "").rpartition(".")[2]
        return name in self.names("borrow-in-chunks") and any(
            argument.keyword == "chunksize" and argument.value != "=None" for argument in op.args
        )

    def _makes(self, op: Op, place: int | str) -> bool:
        """Whether a call makes an object of an unknown class of it, by its name: `Client(url, session)`."""
        assert op.callee is not None
        name = op.callee.method or (op.callee.path or "").rpartition(".")[2]
        return place != "receiver" and "awaited" not in op.flags and name[:1].isupper() and not name.isupper()

    def lends_on(self, function: Function, op: Op, loan: Loan, place: int | str) -> bool:
        """Whether a call with a borrowed value at `place` gives a result that lives off the same object."""
        assert op.callee is not None
        if place == "receiver":
            name = op.callee.method or ""
            if name in self.names("borrow-by-use") and self.imported.isdisjoint(self.names("borrow-driver")):
                return False  # a pipeline's `execute` gives plain data
            return name in self.names("borrow-step") or (
                loan.is_memory and name in self.names("borrow-memory-step")
            )
        dotted = self.dotted(function, op.callee)
        return dotted in self.names("borrow-lazy") or (
            loan.is_memory and dotted in self.names("borrow-memory")
        )

    def runs_cursors(self, taken: Acquisition) -> bool:
        """Whether `execute` surely gives a cursor or result here: by the library, or a driver's import."""
        return taken.spec is not None or not self.imported.isdisjoint(self.names("borrow-driver"))

    def lent_attributes(self, function: Function, taken: Acquisition) -> tuple[str, ...]:
        """The attributes of the tracked object that live off it, and that a function may read."""
        spec = taken.spec
        if spec is None:
            words = words_of(last_of(taken.receiver).lower())
            if words.isdisjoint(self.names("memory-word") | {"allocator", "frame", "staging"}):
                return ()
            read = {op.how.partition(":")[2] for op in function.ops if op.kind == "use"}
            return tuple(sorted(read & self.names("memory-attribute")))
        return tuple(borrow.name for borrow in spec.borrows if borrow.attribute and borrow.fate != "safe")

    def borrowed(self) -> Acquisition:
        """What a borrowed value is tracked as: nothing gives it back, and some touches are no use."""
        spec = PoolSpec("borrowed value", "", status=self.names("borrow-quiet"))
        return Acquisition("define", spec, "", "", reason="lives off a lent object")
