"""Leaks: which acquisitions of a function are held on a way out of it, and objects given to another pool."""

from __future__ import annotations

from collections.abc import Iterator

from poollint.ir import Function, Op, root
from poollint.names import plain_verb
from poollint.recognise import Acquisition
from poollint.recognise.evidence import last_of, words_of
from poollint.summaries import Summaries
from poollint.typestate.abandoned import abandoned
from poollint.typestate.base import Seed
from poollint.typestate.exiting import lost_at_exit
from poollint.typestate.joining import FILING
from poollint.typestate.leaks import STORING, LeakQuery
from poollint.typestate.pulled import ENTERING
from poollint.typestate.query import Query
from poollint.typestate.reports import LossAt, Report, Touch
from poollint.typestate.seeds import EXIT, acquisition_seeds, exchanged_seeds
from poollint.typestate.state import State
from poollint.typestate.taken_over import lost_by_taker
from poollint.typestate.unmarked import unmarked
from poollint.typestate.ways import Sources, Way, keeps_by_choice, leaking_ways, losses, plain_sources

LEAKS = frozenset({"POOL203", "POOL301", "POOL302", "POOL402"})
"""The rules that these queries answer; where none is selected, they are not asked."""

_KINDS = {"raise": "raise", "return": "return", "exit": "end"}


class LeakSummaries(Summaries):
    """What a callee does to an object, with regard to who owns it afterwards."""

    query = LeakQuery


def leaks(summaries: Summaries, function: Function) -> Iterator[tuple[Query, Report]]:
    """The leaks of a function, one for each acquisition, and its releases to another pool."""
    if function.kind == "module":
        return  # what a module takes out, it keeps
    seeds = acquisition_seeds(summaries, function)
    covered = {function.ops[seed.op] for seed in seeds}
    covered |= {op for op in function.ops if op.kind == "call" and op.dst in {o.src for o in covered}}
    for seed in (*seeds, *exchanged_seeds(summaries, function, covered)):
        stored = _is_own_attribute(function, seed)
        elsewhere = any(_is_elsewhere(place) for place in seed.places) and not stored
        if elsewhere or not _owes(seed.taken):
            continue
        if (
            _is_unstarted(summaries, function, seed)
            or _is_opened_later(function, seed)
            or _is_inside(function, seed.taken)
        ):
            continue
        query = LeakQuery(summaries, function, seed, State("unborn"))
        query.follows_attribute = stored
        query.solve()
        if not stored:
            yield from ((query, report) for report in query.reports.values())
        if _is_sure(query, seed):
            report = (
                _cancelled_leak(query)
                if stored
                else _leak(query) or unmarked(query) or lost_by_taker(query) or lost_at_exit(query)
            )
            if report is not None:
                yield query, report
    yield from abandoned(summaries, function)


def _is_elsewhere(place: str) -> bool:
    """Whether an object comes to stand in a block or an attribute, where others can give it back."""
    return place[0] == "@" or ("." in place and not place.endswith(f"^{EXIT}"))


def _is_own_attribute(function: Function, seed: Seed) -> bool:
    """Whether an object is taken out into an attribute of `self`: there the object around it owns it.

    A method that gives it back where its own further steps fail has said that nobody else will.
    """
    if not function.is_method or not function.params or function.name in STORING:
        return False
    own = function.params[0] + "."
    bound = [op.dst for op in function.ops if op.kind == "assign" and op.src in seed.places]
    return len(bound) == 1 and (bound[0] or "").startswith(own)


def _is_unstarted(summaries: Summaries, function: Function, seed: Seed) -> bool:
    """Whether the seed is a coroutine of this module that nobody awaits here: nothing is taken out yet."""
    op = function.ops[seed.op]
    callee = summaries.resolve(function, op.callee) if op.kind == "call" and op.callee is not None else None
    return callee is not None and callee.is_async


def _names(function: Function, seed: Seed) -> set[str | None]:
    """The places at which an object comes in, and the names that are bound to them."""
    return {*seed.places, *(op.dst for op in function.ops if op.kind == "assign" and op.src in seed.places)}


def _is_opened_later(function: Function, seed: Seed) -> bool:
    """Whether what comes out is awaited or entered: it lends only then, and its own exit gives back."""
    names = _names(function, seed)
    return any(
        (op.kind == "await" and op.src in names)
        or (op.callee is not None and op.callee.receiver in names and op.callee.method in ENTERING)
        for op in function.ops
    )


def _is_inside(function: Function, taken: Acquisition) -> bool:
    """Whether this is the inside of a pool, where the lists are its own and nothing is lent."""
    if any("contextmanager" in decorator for decorator in function.decorators):
        return False
    own = root(taken.receiver) == "self" and "pool" in (function.class_name or "").lower()
    return taken.evidence == "weak" and own


def _owes(taken: Acquisition) -> bool:
    """Whether what was taken out has to be given back at all, as far as the acquisition tells."""
    return taken.evidence not in ("name", "define")


def _is_sure(query: LeakQuery, seed: Seed) -> bool:
    """Whether the acquisition is one beyond doubt: it is given back somewhere, or the pool is known."""
    if seed.taken.evidence == "pair" and not any(_is_plain_release(query, at) for at, _ in query.given):
        return False  # undone where something fails, and kept for good otherwise
    if query.given or query.arranges or _is_emptied(query):
        return True
    if seed.taken.spec is not None and seed.taken.spec.collected:
        # The library does it by itself in the end; does anybody here think otherwise?
        return _closing(query) is not None
    if not any(op.kind in ("assign", "enter") and op.src in seed.places for op in query.ops):
        return _is_dropped(query, seed)
    taken = seed.taken
    if taken.evidence == "summary" and not _always_lends(query):
        return False
    names = query.recogniser.names
    verbs = names("strong-acquire") | names("pool-take")
    if taken.evidence in ("type", "config", "import"):
        return True
    if not query.recogniser.is_poolish(query.function, taken.receiver) and not _holds_many(query, taken):
        return False
    if taken.evidence == "weak":
        return taken.verb == "get" and (_says_what_it_lends(query, taken) or _is_named(query, seed))
    strong = plain_verb(taken.verb) in verbs and taken.evidence in ("shape", "summary")
    return strong and _is_exclusive(query, seed)


def _holds_many(query: LeakQuery, taken: Acquisition) -> bool:
    """Whether what lends is called by what it holds, `self.connections`, or its class gives back to it."""
    name = last_of(taken.receiver).lower()
    nouns = query.recogniser.names("lent-noun")
    if name.endswith("s") and not words_of(name).isdisjoint(nouns):
        return True
    module = query.summaries.module(query.function)
    facts = module.classes.get(query.function.class_name or "")
    if facts is None or not taken.receiver.startswith("self."):
        return False
    text = "".join(module.source.lines(module.definitions[name][0]) for name in facts.methods.values())
    return any(f"{taken.receiver}.{verb}(" in text for verb in query.recogniser.names("strong-release"))


def _is_plain_release(query: LeakQuery, at: int) -> bool:
    """Whether a release stands where no error must have been caught before."""
    return all(part != "handler" for _, part in query.ops[at].region)


def _is_emptied(query: LeakQuery) -> bool:
    """Whether a loop gives back one by one what a list is given that the object is put into as well."""
    ops = query.ops
    own = _names(query.function, query.seed)
    boxes = {op.dst for op in ops if op.kind == "collect" and op.src in own}
    boxes |= {
        op.callee.receiver
        for op in ops
        if op.callee is not None and op.callee.method in FILING and any(a.value in own for a in op.args)
    }
    boxes |= {op.dst for op in ops if op.kind == "assign" and op.src in boxes}
    boxes |= {op.dst for op in ops if op.callee is not None and op.callee.receiver in boxes}  # `.values()`
    items = {op.dst for op in ops if op.kind == "next" and op.src in boxes}
    items |= {op.dst for op in ops if op.kind == "assign" and op.src in items}
    return any(
        op.kind == "call"
        and op.callee is not None
        and op.args
        and op.args[0].value in items
        and query.recogniser.release(query.function, op.callee, op, query.seed.taken, 0) is not None
        for op in ops
    )


def _closing(query: LeakQuery) -> Op | None:
    """Where the text gives the object back under its plain name, be it settled before."""
    names = _names(query.function, query.seed)
    for op in query.ops:
        if op.kind == "call" and op.callee is not None and op.callee.receiver in names:
            given = query.recogniser.release(query.function, op.callee, op, query.seed.taken, "receiver")
            if given is not None:
                return op
    return None


def _is_dropped(query: LeakQuery, seed: Seed) -> bool:
    """Whether nobody gets what a pool lends that wants its objects back: `pool.acquire()` as a statement.

    A pool by its verb alone may be one that only counts, unless its class takes objects back.
    """
    op, taken = query.ops[seed.op], seed.taken
    made = query.acquiring()
    if "discarded" not in op.flags or made is None or made.callee is None:
        return False
    if made.callee.receiver in (*query.function.params[:1], "super()") and query.function.is_method:
        return False  # a pool that takes something out of itself keeps account of it
    if taken.evidence in ("type", "config"):
        return True
    lender = query.summaries.resolve(query.function, made.callee, given=True)
    gives = lender is not None and any(
        op.kind == "return" and op.src not in ("=None", None) for op in lender.ops
    )
    strong = query.recogniser.is_strong_acquire(plain_verb(taken.verb))
    return gives and strong and query.summaries.takes_back(query.function, made.callee.receiver)


def _always_lends(query: LeakQuery) -> bool:
    """Whether the function behind the acquisition has one result; else it may be one that nobody lent."""
    made = query.acquiring()
    callee = query.summaries.resolve(query.function, made.callee) if made and made.callee else None
    return callee is None or len({op.src for op in callee.ops if op.kind == "return"} - {"=None"}) < 2


def _is_exclusive(query: LeakQuery, seed: Seed) -> bool:
    """Whether an object is one's own while one has it: by its name, or because this file gives some back.

    Pools that only take turns (keys, hosts) lend one object to many at once and want none back.
    """
    if _is_named(query, seed):
        return True
    text = query.summaries.source(query.function.filename).text
    return any(f".{verb}(" in text for verb in query.recogniser.names("strong-release"))


def _is_named(query: LeakQuery, seed: Seed) -> bool:
    """Whether the object's name is one of what pools lend: `conn`."""
    nouns = query.recogniser.names("lent-noun")
    return any(
        op.kind in ("assign", "enter") and op.src in seed.places and words_of(op.dst or "") & nouns
        for op in query.ops
    )


def _says_what_it_lends(query: LeakQuery, taken: Acquisition) -> bool:
    """Whether the pool's name has one: `buffer_pool`, where one called `proxy_pool` may only take turns."""
    words = words_of(last_of(taken.receiver).lower())
    names = query.recogniser.names
    return not words.isdisjoint(names("lent-noun") | names("memory-word"))


def _leak(query: LeakQuery) -> Report | None:
    """The leak that is told: on a plain way before one with an error, and that before a cancellation."""
    found = {way.how: way for way in leaking_ways(query)}
    if "plain" in found:
        return _report(query, "POOL301", found["plain"])
    taken = query.seed.taken
    is_listed = taken.verb.startswith("pop") and query.recogniser.is_idle_list(query.function, taken.receiver)
    if is_listed or (query.is_memory() and not _is_cared_for(query, found.get("error"))):
        return None  # nobody counts what waits on a list: after an error it is better dropped
    if "error" in found:
        return _report(query, "POOL302", found["error"])
    if "cancel" in found:
        return _cancelled_leak(query) or _report(query, "POOL302", found["cancel"])
    return None


def _is_cared_for(query: LeakQuery, way: Way | None) -> bool:
    """Whether the function gives memory back as well where something fails, later on than what failed."""
    callee = query.ops[way.leaves].callee if way is not None else None
    names = _names(query.function, query.seed)
    if callee is None or callee.receiver in names:
        return False
    return any(
        op.kind == "call"
        and op.callee is not None
        and op.args[:1]
        and op.args[0].value in names
        and any(part in ("finally", "handler") for _, part in op.region)
        and query.recogniser.release(query.function, op.callee, op, query.seed.taken, 0) is not None
        for op in query.ops
    )


def _cancelled_leak(query: LeakQuery) -> Report | None:
    """A leak on a way on which a handler that gives the object back is passed by a cancellation."""
    way = next((way for way in leaking_ways(query) if way.how == "cancel"), None)
    missed = _missed_handler(query, way) if way is not None else None
    if way is None or missed is None:
        return None
    release, handler = missed
    return _report(query, "POOL402", way, release)._replace(handler=handler)


def _report(query: LeakQuery, code: str, way: Way, release: Touch | None = None) -> Report:
    op = query.ops[way.leaves]
    rebound = "rebound" if way.how == "plain" else way.how
    what = {**_KINDS, "yield": "yield", "continue": "continue"}.get(
        op.how if op.kind == "pass" else op.kind, rebound
    )
    place = op.offsets
    if op.kind == "exit":
        place = next(
            query.ops[i].offsets
            for i in reversed(way.ops)
            if query.ops[i].kind not in ("exit", "pass", "complete", "begin")
        )
    given = release or next(iter(sorted(query.release_touch.values(), key=lambda touch: touch.offsets)), None)
    closing = _closing(query) if given is None else None
    if closing is not None:
        given = query.touch(closing.offsets, "call")
    acquired = query.touch(query.ops[query.seed.op].offsets, "acquire")
    sources = plain_sources(query)
    let_go = _let_go(query, sources) if code == "POOL301" else ()
    return Report(
        code,
        given or acquired,
        query.touch(place, what),
        way.end,
        way.leaves,
        losses=let_go,
        is_kept_by_choice=keeps_by_choice(query, sources),
    )


def _let_go(query: LeakQuery, sources: Sources) -> tuple[tuple[LossAt, ...], ...]:
    """Where the function lets go of the object: of the name that it took it by, or of its last one."""
    own = {op.dst for op in query.ops if op.kind in ("assign", "enter") and op.src in query.seed.places}
    every = [losses(query, sources, name) for name in (*sorted(name for name in own if name), None)]
    found = [
        tuple(
            LossAt(
                query.touch(query.ops[loss.op].offsets, _KINDS.get(query.ops[loss.op].kind, "rebound")),
                tuple(sorted(loss.names)),
                loss.is_sure,
            )
            for loss in one
        )
        for one in every
    ]
    return tuple(dict.fromkeys(one for one in found if one))


def _missed_handler(query: LeakQuery, way: Way) -> tuple[Touch, Touch | None] | None:
    """The release in a handler that the cancellation on this way passes by, and the handler."""
    passed = {query.ops[index].number for index in way.ops if query.ops[index].kind == "dispatch"}
    for index in sorted({index for index, _ in query.given}):
        for number, part in query.ops[index].region:
            if number in passed and part == "handler":
                return query.release_touch[index], _handler(query, number, index)
    return None


def _handler(query: LeakQuery, number: int, release: int) -> Touch | None:
    """What the handler catches, of the `try` of this number, in which the release stands."""
    at = query.ops[release].offsets
    catches = [op.offsets for op in query.ops if op.kind == "catch" and op.number == number]
    before = [offsets for offsets in catches if offsets < at]
    return query.touch(max(before), "handler") if before else None
