"""What the catalogue is made of: pools, deferrals, joins and lists of names, as frozen plain data."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["connection", "session", "buffer", "struct", "response", "other"]
AcquireMode = Literal["sync", "await", "either"]
ReleaseMode = Literal["sync", "await", "optional"]
ReleaseForm = Literal["arg", "self", "with", "function"]
AfterRelease = Literal["raises", "shared", "reconnects", "mixed", "unknown"]
SecondRelease = Literal["noop", "raises", "duplicates", "mixed", "unknown"]
OnError = Literal["released", "held", "unknown"]
Fate = Literal["dies", "shared", "safe"]


class CatalogueError(Exception):
    """A catalogue file or a user's table is not as the schema wants it; the message says where and what."""


class Acquire(NamedTuple):
    """One way to take an object out.

    `name` is a method of the pool, or a function where `function` is set: dotted if it is to be matched by
    import, undotted if any function of that name will do. The method `__call__` means that the pool
    itself is called. `mode` says how the object comes out in both forms: "await" is `await pool.m()` or
    `async with pool.m()`. `when` is a keyword that the call must have, with this value ("stream=True") or
    with any ("pool_name"), and `tuple_index` the place of the object in a tuple result.
    """

    name: str
    function: bool = False
    mode: AcquireMode = "either"
    forms: frozenset[str] = frozenset({"assign", "with"})
    when: str | None = None
    tuple_index: int | None = None


class Release(NamedTuple):
    """One way to give an object back.

    `form` is "arg" (`pool.name(obj)`), "self" (`obj.name()`), "function" (`name(obj)`) or "with" (the end of
    the block; no name). `arg` is the position of the object and `keyword` its name, for "arg" and "function".
    `discard` is set where the object is destroyed and not lent again (it is no longer yours either way),
    `discard_when` is the keyword argument that does so.
    """

    form: ReleaseForm
    name: str | None = None
    mode: ReleaseMode = "optional"
    arg: int = 0
    keyword: str | None = None
    discard: bool = False
    discard_when: str | None = None


class Borrow(NamedTuple):
    """What lives off the object, and what becomes of it at the release.

    `name` is a method whose result does, or an attribute where `attribute` is set. With `by_use` the result
    may as well be plain data, and only what is called on it tells. With `keyword` it is a method of something
    else that gets the object as this argument. With `part` the item of this key of its result does so.
    With `made` it is the end of the names of classes that are made of the object: what their methods give may
    be plain data, or read through it where it is iterated. `when` is a keyword that the call must have, as
    that of `Acquire`.
    """

    name: str
    fate: Fate
    attribute: bool = False
    by_use: bool = False
    keyword: str | None = None
    part: str | None = None
    made: bool = False
    when: str | None = None


class PoolSpec(NamedTuple):
    """One kind of pool: what makes a value such a pool, and how it lends and takes back.

    `types` are dotted constructors, factories and classes, written without call or subscript
    (`kombu.pools.connections` is what `kombu.pools.connections[broker]` gives). A `negative` entry has
    no acquire and says with `reason` why its types are no object pools. `strong` is False where the verbs
    prove nothing without the type. `needs_word` asks for the word `pool` in the receiver's name besides
    the type. `settles` are methods and attributes that read the object empty: after one of them, later uses
    are right (the body of a response that was read inside its block, a connection that is pinned).
    `same` are methods of the object whose result is the object itself.
    `statements` are methods of the pool that run a statement on another object of it.
    `gives_by_error` are methods that give the object back where they raise, outside a block of its own.
    `lets_go` are methods after which it holds nothing, whether or not they raise.
    `collected` says that the library gives back by itself what is garbage collected, so that not releasing
    is no leak, `block_ends_transaction` that `with obj:` gives nothing back, `close_keeps_slot` that a
    closed object still counts as lent, `resets` that what comes back in the middle of something is reset or
    thrown away by the pool itself, so that an error needs no care, `block_only_gives_back` that the end of a
    block neither commits nor rolls back by the way in which the block was left.
    `hints` are the ends of receiver names that make a file worth a look
    for this entry although it imports none of `modules`. `receivers` are words in receiver names that stand
    for this pool where one of `modules` is imported, or beside a keyword of `when`, `block_receivers` those
    that do so in a `with` or `async with` alone, whatever is imported.
    """

    id: str
    source: str
    kind: Kind = "other"
    modules: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    acquire: tuple[Acquire, ...] = ()
    release: tuple[Release, ...] = ()
    use_after_release: AfterRelease = "unknown"
    double_release: SecondRelease = "unknown"
    on_error: OnError = "unknown"
    coroutines: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    harm: str | None = None
    strong: bool = True
    needs_word: bool = False
    collected: bool = False
    block_ends_transaction: bool = False
    close_keeps_slot: bool = False
    resets: bool = False
    block_only_gives_back: bool = False
    negative: bool = False
    reason: str | None = None
    borrows: tuple[Borrow, ...] = ()
    statements: frozenset[str] = frozenset()
    same: frozenset[str] = frozenset()
    settles: frozenset[str] = frozenset()
    gives_by_error: frozenset[str] = frozenset()
    lets_go: frozenset[str] = frozenset()
    hints: tuple[str, ...] = ()
    receivers: frozenset[str] = frozenset()
    block_receivers: frozenset[str] = frozenset()
    user: bool = False


class Deferral(NamedTuple):
    """A call that makes something run later; the head of `data/deferrals.toml` explains each field.

    A function of the module that is decorated has its decorators for `types`.
    """

    names: tuple[str, ...]
    methods: tuple[str, ...]
    types: tuple[str, ...]
    words: tuple[str, ...]
    body: tuple[str, ...]
    args: str
    lane: str
    handle: str
    start: str | None
    source: str
    when: str | None = None
    blocks: tuple[str, ...] = ()
    key: str | None = None
    itself: bool = False


class Join(NamedTuple):
    """What makes sure that a deferral has finished or won't run, and on which exits; as `Deferral`."""

    names: tuple[str, ...]
    methods: tuple[str, ...]
    types: tuple[str, ...]
    words: tuple[str, ...]
    of: str
    form: str
    normal: str
    error: str
    cancel: str
    when: str | None
    source: str
    by: str = "handle"
    undoes: tuple[str, ...] = ()
    timed: bool = False


class Order(NamedTuple):
    """Which lanes run before a framework takes an object back, in which versions of it."""

    first: frozenset[str]
    since: tuple[int, ...] | None = None
    before: tuple[int, ...] | None = None
    when: str | None = None


class Provider(NamedTuple):
    """A marker of parameters that a framework fills from a generator; as `data/providers.toml` explains."""

    library: str
    names: tuple[str, ...]
    body: tuple[str, ...]
    handlers: frozenset[str]
    orders: tuple[Order, ...]
    source: str


class NameList(NamedTuple):
    """Names of one kind: calls that don't return, managers that swallow, quiet methods, words."""

    kind: str
    values: tuple[str, ...]
    source: str
