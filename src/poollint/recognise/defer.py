"""Deferrals, joins, and which calls raise, never return, or send their argument on."""

from __future__ import annotations

from poollint.catalogue import Deferral, Join
from poollint.ir import Callee, Function, Op, last_name, root
from poollint.recognise.evidence import has_argument, last_of, words_of
from poollint.recognise.scope import Scope

_ENTERS = frozenset({"enter_context", "enter_async_context"})


class Deferrals(Scope):
    """Mixin: what the catalogue says of calls that have to do with time and control."""

    def deferral(self, function: Function, op: Op) -> Deferral | None:
        """The catalogue's entry for a call that makes something run later."""
        assert op.callee is not None
        callee = op.callee
        dotted = self.dotted(function, callee)
        if dotted:
            found = self.catalogue.defer_by_name.get(dotted)
            if found is not None:
                return found
        if callee.method is None:
            return None
        records = self.catalogue.defer_by_method.get(callee.method, ())
        if any(record.when for record in records):
            records = tuple(record for record in records if has_argument(op, record.when))
        return self._by_method(function, callee, records)

    def _by_method(
        self, function: Function, callee: Callee, records: tuple[Deferral, ...]
    ) -> Deferral | None:
        text = self.receiver(function, callee.receiver)
        kind = self.type_of(function, text) if text else ""
        if not kind and callee.receiver:
            kind = self.constructor(function, callee.receiver)
        for record in records:
            if kind and kind in record.types:
                return record
        if kind and not kind.startswith(":") and any(record.types for record in records):
            known = {name for record in self.catalogue.deferrals for name in record.types}
            if kind in known:
                return None
        words = words_of(last_of(text).lower())
        for record in records:
            if (not record.types and not record.words) or any(word in words for word in record.words):
                return record
        return None

    def constructor(self, function: Function, operand: str) -> str:
        """The dotted name of the call that made the value of a temporary or of a name bound once."""
        op = self.producers(function).get(operand)
        if op is not None and op.kind in ("enter", "await") and op.src:
            op = self.producers(function).get(op.src)
        if op is not None and op.callee is not None and op.callee.method in _ENTERS and op.args:
            op = self.producers(function).get(op.args[0].value or "")
        if op is None or op.callee is None:
            return ""
        return self.dotted(function, op.callee)

    def joins(self, function: Function, op: Op) -> tuple[Join, ...]:
        """The catalogue's joins that a call stands for; what no call made joins nothing."""
        if op.callee is None:
            return ()
        dotted = self.dotted(function, op.callee)
        if dotted and dotted in self.catalogue.joins_by_name:
            found = self.catalogue.joins_by_name[dotted]
            return tuple(join for join in found if join.when and has_argument(op, join.when)) or tuple(
                join for join in found if not join.when
            )
        if op.callee.method is not None:
            return self.catalogue.joins_by_method.get(op.callee.method, ())
        return ()

    def manager_is(self, function: Function, op: Op | None, kind: str) -> bool:
        """Whether the manager made by a call is in the list `kind` (by dotted or last name)."""
        if op is None or op.callee is None:
            return False
        names = self.names(kind)
        return (
            self.dotted(function, op.callee) in names or (op.callee.method or op.callee.path or "") in names
        )

    # Raising and not returning

    def ends(self, function: Function, op: Op) -> bool:
        """Whether a call never returns."""
        assert op.callee is not None
        callee = op.callee
        if callee.method is None:
            dotted = self.dotted(function, callee)
            return dotted in self.names("noreturn") and root(callee.path or "") not in self.module.definitions
        if callee.method in self.names("noreturn-method"):
            return last_name(callee.receiver) in self.names("noreturn-receiver") and (
                callee.receiver != "self" or callee.method in ("fail", "skipTest")
            )
        return self.dotted(function, callee) in self.names("noreturn")

    def is_quiet(self, function: Function, op: Op) -> bool:
        """Whether a call is taken not to raise: builtins on plain values, logging, bookkeeping."""
        assert op.callee is not None
        callee = op.callee
        if callee.method is not None:
            if callee.method in self.names("quiet-method") or self.is_logging(function, callee):
                return True
        if (callee.path or callee.method or "").endswith(("Error", "Exception", "Warning")):
            return True  # making an exception is not raising it
        dotted = self.dotted(function, callee)
        return bool(dotted) and dotted in self.names("quiet")

    def is_logging(self, function: Function, callee: Callee) -> bool:
        """Whether a call writes to a log."""
        if callee.method not in self.names("logging-method"):
            return False
        if (callee.receiver or "").startswith("%"):
            return self.receiver(function, callee.receiver).endswith("getLogger()")
        return last_name(callee.receiver) in self.names("logging-receiver")

    def is_sending(self, function: Function, callee: Callee, place: int | str) -> bool:
        """Whether a call sends its first argument to a queue or channel that is not the pool."""
        if callee.method not in ("put", "put_nowait", "send", "send_nowait") or place != 0:
            return False
        text = self.receiver(function, callee.receiver)
        if self.is_poolish(function, text):
            return False
        words = words_of(last_of(text).lower())
        if any(word in words for word in self.names("not-send-word")):
            return False
        kind = self.type_of(function, text)
        if kind.startswith("multiprocessing"):
            return False
        if kind.endswith("Queue") or any(word in words for word in self.names("send-word")):
            return True
        return False
