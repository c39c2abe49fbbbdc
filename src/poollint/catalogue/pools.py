"""From TOML tables to PoolSpec: the schema of `data/pools/*.toml` and of `[tool.poollint.pools.NAME]`.

The fields of an entry are described at `PoolSpec`, `Acquire` and `Release`. A user's table may leave out
everything but `acquire` and `release`, and may write an item as a plain string: dotted for a function,
undotted for a method or function of that name.
"""

from __future__ import annotations

import re
from typing import cast, get_args

from .model import (
    Acquire,
    AcquireMode,
    AfterRelease,
    Borrow,
    Fate,
    Kind,
    OnError,
    PoolSpec,
    Release,
    ReleaseForm,
    ReleaseMode,
    SecondRelease,
)
from .reading import Table, suggest

_NAME = re.compile(r"[^\W\d]\w*\Z")
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*\Z")
_KEYWORD = re.compile(r"[^\W\d]\w*(?:=[\w'\"-]+)?\Z")
_FORMS = ("assign", "with")


def read_pool(table: Table, user: str | None = None) -> PoolSpec:
    """One entry. `user` is the name of a user's table, which gives the id and loosens what must be there."""
    if user is None:
        identity, source = table.text("id"), table.text("source")
    else:
        identity, source = user, table.optional("source") or "configuration"
        table.raw("id")
    if user is None and not re.search(r"\d", source):
        raise table.error('"source" must name the version that was read')
    types = table.matching("types", _DOTTED, "a dotted name")
    modules = table.matching("modules", _DOTTED, "a module name")
    if user is not None:
        for key in ("acquire", "release"):
            if key not in table:
                raise table.error(f'"{key}" is missing')
    acquire = tuple(
        a for i, item in enumerate(table.items("acquire")) for a in _acquire(table, i, item, user)
    )
    release = tuple(
        r for i, item in enumerate(table.items("release")) for r in _release(table, i, item, user)
    )
    negative = not acquire
    reason = table.optional("reason")
    if negative and user is not None:
        raise table.error('"acquire" is empty; names that are no pools belong in "not-pools"')
    if negative and release:
        raise table.error('"release" needs an "acquire"')
    if negative and reason is None:
        raise table.error('an entry without "acquire" must give a "reason"')
    if acquire and not release:
        raise table.error('"acquire" needs a "release"')
    if (
        any("with" not in a.forms for a in acquire)
        and all(r.form == "with" for r in release)
        and user is None
    ):
        raise table.error('"acquire" has the form "assign" alone, but only the end of a with releases')
    strong = table.flag("strong", True)
    spec = PoolSpec(
        id=identity,
        source=source,
        kind=cast(Kind, table.choice("kind", get_args(Kind), "other")),
        modules=modules,
        types=types,
        acquire=acquire,
        release=release,
        use_after_release=cast(
            AfterRelease, table.choice("use_after_release", get_args(AfterRelease), "unknown")
        ),
        double_release=cast(
            SecondRelease, table.choice("double_release", get_args(SecondRelease), "unknown")
        ),
        on_error=cast(OnError, table.choice("on_error", get_args(OnError), "unknown")),
        coroutines=frozenset(_names(table, "coroutines")),
        status=frozenset(_names(table, "status")),
        harm=table.optional("harm"),
        strong=strong,
        needs_word=table.flag("needs_word"),
        collected=table.flag("collected"),
        block_ends_transaction=table.flag("block_ends_transaction"),
        close_keeps_slot=table.flag("close_keeps_slot"),
        resets=table.flag("resets"),
        block_only_gives_back=table.flag("block_only_gives_back"),
        negative=negative,
        reason=reason,
        borrows=tuple(_borrow(table, i, item) for i, item in enumerate(table.items("borrows"))),
        statements=frozenset(_names(table, "statements")),
        same=frozenset(_names(table, "same")),
        settles=frozenset(_names(table, "settles")),
        gives_by_error=frozenset(_names(table, "gives_by_error")),
        lets_go=frozenset(_names(table, "lets_go")),
        hints=table.texts("hints"),
        receivers=frozenset(_names(table, "receivers")),
        block_receivers=frozenset(_names(table, "block_receivers")),
        user=user is not None,
    )
    table.done()
    return spec


def _acquire(parent: Table, index: int, item: object, user: str | None) -> list[Acquire]:
    if isinstance(item, str) and user is not None:
        parent.check("acquire", (item,), _DOTTED, "a name")
        if "." in item:
            return [Acquire(item, function=True)]
        return [Acquire(item), Acquire(item, function=True)]
    table = Table(item, f"{parent.where}: acquire[{index}]")
    name, function = _target(table)
    forms = table.texts("forms")
    if not forms:
        if user is None:
            raise table.error('"forms" is missing')
        forms = _FORMS
    for form in forms:
        if form not in _FORMS:
            raise table.error(f'"forms" takes assign and with, found "{form}"{suggest(form, _FORMS)}')
    found = Acquire(
        name=name,
        function=function,
        mode=cast(
            AcquireMode, table.choice("mode", get_args(AcquireMode), None if user is None else "either")
        ),
        forms=frozenset(forms),
        when=_keyword(table, "when"),
        tuple_index=table.number("tuple"),
    )
    table.done()
    return [found]


def _release(parent: Table, index: int, item: object, user: str | None) -> list[Release]:
    if isinstance(item, str) and user is not None:
        parent.check("release", (item,), _DOTTED, "a name")
        if "." in item:
            return [Release("function", item)]
        return [Release("arg", item), Release("function", item)]
    table = Table(item, f"{parent.where}: release[{index}]")
    implied = "function" if "function" in table else "arg"
    form = table.choice("form", get_args(ReleaseForm), None if user is None else implied)
    name: str | None = None
    arg: int | None = None
    keyword: str | None = None
    if form == "with":
        for key in ("method", "function", "arg", "keyword"):
            if key in table:
                raise table.error(f'"{key}" has no meaning with form = "with"')
    else:
        name, function = _target(table)
        if function != (form == "function"):
            wanted = "function" if form == "function" else "method"
            raise table.error(f'form = "{form}" needs "{wanted}"')
        if form == "self" and ("arg" in table or "keyword" in table):
            raise table.error('"arg" and "keyword" have no meaning with form = "self"')
        arg, keyword = table.number("arg"), table.optional("keyword")
        if arg is not None and arg > 9:
            raise table.error('"arg" is the position of the object, 0 to 9')
    found = Release(
        form=cast(ReleaseForm, form),
        name=name,
        mode=cast(
            ReleaseMode, table.choice("mode", get_args(ReleaseMode), None if user is None else "optional")
        ),
        arg=arg or 0,
        keyword=keyword,
        discard=table.flag("discard"),
        discard_when=_keyword(table, "discard_when"),
    )
    table.done()
    return [found]


def _target(table: Table) -> tuple[str, bool]:
    """The method or the function that an item names, and whether it is a function."""
    method, function = table.optional("method"), table.optional("function")
    if (method is None) == (function is None):
        raise table.error('needs exactly one of "method" and "function"')
    if method is not None:
        table.check("method", (method,), _NAME, "one undotted name")
        return method, False
    assert function is not None
    table.check("function", (function,), _DOTTED, "a dotted name")
    return function, True


def _borrow(parent: Table, index: int, item: object) -> Borrow:
    table = Table(item, f"{parent.where}: borrows[{index}]")
    attribute, made = table.optional("attribute"), table.optional("made")
    key = "attribute" if attribute is not None else "made" if made is not None else "method"
    name = table.text(key)
    table.check(key, (name,), _NAME, "one undotted name")
    fate = cast(Fate, table.choice("fate", get_args(Fate)))
    found = Borrow(
        name,
        fate,
        attribute is not None,
        table.flag("by_use"),
        _keyword(table, "keyword"),
        table.optional("part"),
        made is not None,
        _keyword(table, "when"),
    )
    table.done()
    return found


def _keyword(table: Table, key: str) -> str | None:
    value = table.optional(key)
    if value is not None and not _KEYWORD.match(value):
        raise table.error(f'"{key}" must look like keyword or keyword=value, found "{value}"')
    return value


def _names(table: Table, key: str) -> tuple[str, ...]:
    return table.matching(key, _NAME, "one undotted name")
