"""Deferrals, joins, and which calls raise, never return, or send their argument on."""

from __future__ import annotations

from typing import TypeVar

from poollint.catalogue import Deferral, Join
from poollint.ir import Callee, Function, Op, last_name, root
from poollint.names import canonical
from poollint.recognise.evidence import has_argument, last_of, words_of
from poollint.recognise.scope import Scope

_ENTERS = frozenset({"enter_context", "enter_async_context"})
_Record = TypeVar("_Record", Deferral, Join)
_CALLBACK = Deferral((), (), (), (), (), "none", "callback", "none", None, "the keyword")


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
        return next(iter(self._on(function, callee, records)), None) or self._by_keyword(op)

    def _by_keyword(self, op: Op) -> Deferral | None:
        """A call of a method that gets a callback under a keyword which says when it runs: `on_done=`."""
        names = self.names("callback-keyword")
        found = tuple(argument.keyword for argument in op.args if argument.keyword in names)
        return _CALLBACK._replace(body=found) if found else None

    def _on(self, function: Function, callee: Callee, records: tuple[_Record, ...]) -> tuple[_Record, ...]:
        """The records of a method that fit the receiver: by its type, else by a word in its name."""
        if not any(record.types or record.words for record in records):
            return records
        text = self.receiver(function, callee.receiver)
        kinds = self._kinds(function, callee, text)
        typed = tuple(record for record in records if not kinds.isdisjoint(record.types))
        if typed or not kinds.isdisjoint(self.catalogue.deferring_types):
            return typed
        words = words_of(last_of(text).lower())
        return tuple(
            record
            for record in records
            if (not record.types and not record.words) or any(word in words for word in record.words)
        )

    def _kinds(self, function: Function, callee: Callee, text: str) -> frozenset[str]:
        """What a receiver may be by its type, by the call that made it, or by what decorates it."""
        kind = self.type_of(function, text) if text else ""
        if kind.startswith(":"):
            return frozenset(self.project.types(self.module, kind))
        if not kind and callee.receiver:
            kind = self.constructor(function, callee.receiver)
        if not kind:
            return self.module.decorators(text)
        return frozenset({kind})

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
            return self._on(function, op.callee, self.catalogue.joins_by_method.get(op.callee.method, ()))
        return ()

    def yields_to_a_loop(self, function: Function) -> bool:
        """Whether a generator is a coroutine of an older kind, whose `yield` waits as `await` does."""
        names = self.names("coroutine-decorator")
        return any(canonical(name, self.module.imports) in names for name in function.decorators)

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

    def is_call_record(self, function: Function, callee: Callee) -> bool:
        """Whether a call only notes what a test expects: `mock.call.rollback(conn)`."""
        text = f".{self.dotted(function, callee)}."
        return any(f".{name}." in text for name in self.names("call-record"))

    def is_logging(self, function: Function, callee: Callee) -> bool:
        """Whether a call writes to a log."""
        if callee.method not in self.names("logging-method"):
            return False
        if (callee.receiver or "").startswith("%"):
            return self.receiver(function, callee.receiver).endswith("getLogger()")
        return self.catalogue.is_log(last_name(callee.receiver))

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
