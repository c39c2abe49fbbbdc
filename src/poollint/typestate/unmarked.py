"""Objects that go back as good after a cancellation in the middle of what they are used for.

`except Exception: conn.reader.set_exception(error)` says that what failed in the middle is not to be lent
again. A cancellation in the middle passes that handler by, and the `finally` gives the object back. So it
does where a function sends a request on a connection and reads the answer in two steps.
"""

from __future__ import annotations

from poollint.ir import Op, is_within
from poollint.names import plain_verb
from poollint.recognise.evidence import words_of
from poollint.typestate.leaks import LeakQuery
from poollint.typestate.reports import Report

_CAUGHT = frozenset({"BaseException", "CancelledError"})


def unmarked(query: LeakQuery) -> Report | None:
    """The release of a connection that only a handler for errors has marked before."""
    if not query.function.is_async or not _may_be_dirty(query):
        return None
    for node in sorted(query.given, key=lambda node: node[0]):
        release = query.ops[node[0]]
        numbers = {number for number, part in release.region if part == "finally"}
        for index, op in enumerate(query.ops):
            handler = _handler(query, op, numbers) if _is_marking(query, op) else None
            if handler is not None:
                return Report(
                    "POOL402",
                    query.release_touch[node[0]],
                    query.touch(op.offsets, "marked"),
                    node,
                    index,
                    handler=query.touch(handler.offsets, "handler"),
                )
    return _unread(query)


def _unread(query: LeakQuery) -> Report | None:
    """The release of a connection on which a request has been sent, and whose answer is not read yet."""
    names = query.recogniser.names
    if any(_is_marking(query, op) or _ends(query, op) for op in query.ops):
        return None
    for node in sorted(query.given, key=lambda node: node[0]):
        numbers = {number for number, part in query.ops[node[0]].region if part == "finally"}
        said = [
            op
            for op in query.ops
            if _called_on(query, op) is not None
            and "awaited" in op.flags
            and any((number, "body") in op.region for number in numbers)
        ]
        sent = [op for op in said if words_of(_called_on(query, op) or "") & names("request-word")]
        read = [op for op in said if words_of(_called_on(query, op) or "") & names("answer-word")]
        late = next((op for op in read if sent and op.offsets > sent[0].offsets), None)
        if late is not None:
            return Report(
                "POOL402", query.release_touch[node[0]], query.touch(late.offsets, "unread"), node, node[0]
            )
    return None


def _called_on(query: LeakQuery, op: Op) -> str | None:
    """The method that is called on the object itself."""
    if op.kind != "call" or op.callee is None or op.callee.receiver not in _own(query):
        return None
    return op.callee.method


def _own(query: LeakQuery) -> set[str]:
    """The first places of the object, and the names that are bound to them."""
    own = {*query.seed.places}
    return own | {one.dst or "" for one in query.ops if one.kind == "assign" and one.src in own}


def _ends(query: LeakQuery, op: Op) -> bool:
    """Whether a call closes the object, so that its pool sees what became of it."""
    return plain_verb(_called_on(query, op) or "") in query.recogniser.names("disposing")


def _may_be_dirty(query: LeakQuery) -> bool:
    """Whether the pool lends a connection again in the state in which it came back, as far as is known."""
    spec = query.taken.spec
    if spec is not None:
        return spec.kind == "connection" and spec.use_after_release == "shared" and not spec.resets
    return not query.is_memory()


def _is_marking(query: LeakQuery, op: Op) -> bool:
    """Whether an operation says of the object, or of a part of it, that it is not to be lent again."""
    names = query.recogniser.names
    own = _own(query)
    if op.kind == "assign":
        owner, _, attribute = (op.dst or "").rpartition(".")
        return owner in own and bool(words_of(attribute.lower()) & names("spoiling-word"))
    if op.kind != "call" or op.callee is None or op.callee.receiver is None or op.callee.method is None:
        return False
    if not any(is_within(op.callee.receiver, path) for path in own):
        return False
    verb = plain_verb(op.callee.method)
    return verb in names("spoiling") or bool(words_of(verb.lower()) & names("spoiling-word"))


def _handler(query: LeakQuery, op: Op, numbers: set[int]) -> Op | None:
    """The handler around an operation which a cancellation of what its `try` awaits passes by.

    `numbers` are those of the `try` statements whose `finally` gives the object back.
    """
    around = {number for number, part in op.region if part in ("body", "handler")}
    if not numbers & around:
        return None
    for number, part in op.region:
        if part != "handler":
            continue
        caught = [
            names
            for one in query.ops
            if one.kind == "dispatch" and one.number == number
            for names in one.catches
        ]
        waits = any(one.kind == "await" and (number, "body") in one.region for one in query.ops)
        if not waits or any(not names or _CAUGHT & set(names) for names in caught):
            continue
        if not any("Exception" in names for names in caught):
            continue  # who names an error says what breaks the connection
        before = [one for one in query.ops if one.kind == "catch" and one.number == number]
        found = max(
            (one for one in before if one.offsets < op.offsets), key=lambda one: one.offsets, default=None
        )
        if found is not None:
            return found
    return None
