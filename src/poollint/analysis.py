"""From a parsed source to findings: the functions that matter, their queries, and the rules over these."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from poollint.catalogue import Catalogue
from poollint.config import Config, Selection
from poollint.discovery import shown_path
from poollint.effort import Effort, TooMuch
from poollint.finding import Confidence, Finding, Span, Step
from poollint.ir import Function, Op, is_within
from poollint.leaks import LEAKS, LeakSummaries, leaks
from poollint.lifecycle import Diagnosis, Lifecycle, Loss
from poollint.matter import Matter
from poollint.module import ModuleFacts
from poollint.project import Project
from poollint.reach import Reach
from poollint.rules import RULES
from poollint.sketch import Sketches
from poollint.source import Source, SourceError, decode, deep_recursion, parse
from poollint.stages import staged
from poollint.summaries import Summaries
from poollint.testcode import is_excused
from poollint.typestate.arranged import arranged
from poollint.typestate.base import Seed
from poollint.typestate.borrows import BorrowQuery, borrow_queries
from poollint.typestate.bypass import BYPASS, bypasses
from poollint.typestate.hazards import HAZARDS, hazards
from poollint.typestate.lapsed import lapsed_seeds, using_lapsed
from poollint.typestate.provided import provided_seeds
from poollint.typestate.query import Query
from poollint.typestate.reports import Report, Touch
from poollint.typestate.seeds import acquisition_seeds, defined_seeds, kept_seeds
from poollint.typestate.state import State
from poollint.typestate.unawaited import unawaited
from poollint.versions import Versions

_PRECEDENCE = {
    "POOL104": 0,
    "POOL102": 1,
    "POOL103": 2,
    "POOL101": 3,
    "POOL105": 4,
    "POOL201": 5,
    "POOL202": 6,
    "POOL203": 6,
    "POOL301": 7,
    "POOL302": 8,
    "POOL402": 9,
    "POOL106": 10,
    "POOL403": 11,
    "POOL404": 12,
    "POOL401": 13,
}
_MOST_KEPT = 600_000
"""Code points of the modules that are kept at once; each takes some 100 bytes, with trees and graphs."""
_MOST_SHARED = 600_000
"""How many more outlive these: modules that others import, so that they aren't parsed again."""
_MOST_STEPS = 20_000_000
"""Objects times operations of one function: so many take some ten seconds."""


@dataclass(frozen=True)
class Recognised:
    """One call that was looked at: what it was taken for, and why."""

    kind: Literal["acquisition", "release", "left-alone"]
    span: Span
    text: str
    pool: str | None
    reason: str


class Analyser:
    """Judges the files of one project, with one set of settings.

    `reach` says what files see of each other, and reads them. Files that others depend on are parsed once.
    `trial_of` says whose findings fixes are tried for, and has other files parsed: a second release is then
    told even where its pool ignores it, since no fix is to bring one.
    """

    def __init__(
        self, config: Config, catalogue: Catalogue, reach: Reach, *, trial_of: Analyser | None = None
    ) -> None:
        self.is_trial = trial_of is not None
        self._lender = trial_of
        self.config = config
        self.selection = Selection(config, RULES)
        self.catalogue = catalogue
        self._reach = reach
        self.effort = Effort()
        self.leak_summaries: LeakSummaries | None = None
        self._sketches = Sketches(reach.layout, reach.read) if reach.layout is not None else None
        self._shared: dict[str, ModuleFacts] = {}  # what was loaded last stands last
        self._start()

    def _start(self) -> None:
        """Forget what was found. What is found in a file depends on none that were looked at before."""
        room, kept = _MOST_SHARED, dict[str, ModuleFacts]()
        for path, module in reversed(self._shared.items()):
            room -= len(module.source.text)
            if room >= 0:
                kept[path] = module
        self._shared = dict(reversed(kept.items()))
        self._size_of_shared = sum(len(module.source.text) for module in kept.values())
        self.project = Project(self._reach.layout, self._load, self._sketches)
        layout, given = self._reach.layout, self.config.versions
        versions = Versions(self.config.project_root, given)
        if layout is not None:
            versions = Versions(self.config.project_root, given, self._reach.read, layout.entries)
        matter = Matter(self.catalogue, self.lending)
        self.summaries = Summaries(
            self.project, self.catalogue, self._reach.lending, matter, versions, self.effort
        )
        self.leak_summaries = None
        if not LEAKS.isdisjoint(self.selection.codes):
            self.leak_summaries = LeakSummaries(
                self.project, self.catalogue, self._reach.lending, matter, effort=self.effort
            )

    def findings(self, text: str, filename: str) -> list[Finding]:
        """All findings of the lifecycle rules in one text, whether selected or not. Raises SourceError."""
        return [one.finding for one in self.diagnose(text, filename)[1]]

    def diagnose(self, text: str, filename: str) -> tuple[Source, list[Diagnosis]]:
        """The source of one text, and its findings with the lifecycles behind them. Raises SourceError."""
        if self.project.size > _MOST_KEPT + self._size_of_shared:
            self._start()
            gc.collect()  # graphs are cyclic; a run from the command line collects seldom
        with deep_recursion():
            module = self._module(text, filename)
            with self._bounded(module):
                return module.source, _Analysis(self, module).diagnoses()

    def survey(self, text: str, filename: str) -> list[Recognised]:
        """Each acquisition and release recognised in one text, and what was left alone."""
        with deep_recursion():
            module = self._module(text, filename)
            with self._bounded(module):
                return _Analysis(self, module).survey()

    @contextmanager
    def _bounded(self, module: ModuleFacts) -> Iterator[None]:
        """Refuse a file that takes too many steps."""
        self.effort.begin_file(module.source.text)
        try:
            yield
        except TooMuch as error:
            raise SourceError(error.message, module.source.location(error.offset).row) from None

    def lending(self, path: str) -> frozenset[str]:
        """The names of the functions, of the module at `path` or seen by it, that may lend or take back."""
        return self._reach.lending(path) | self._reach.handing_on(path)

    def _module(self, text: str, filename: str) -> ModuleFacts:
        path = os.path.abspath(filename)
        known = self.project.known(path) or self._shared.get(path)
        if known is None and self._lender is not None:
            known = self._lender.project.known(path)
        if known is not None and known.source.filename == filename and known.source.text == text:
            module = known
        else:
            module = ModuleFacts(parse(text, filename))
        self.project.put(module)
        self.summaries.put(module)
        return module

    def _load(self, path: str) -> ModuleFacts | None:
        if self._lender is not None:
            module = self._lender.project.module(path)
        else:
            module = self._shared.pop(path, None) or self._read(path)
        if module is not None:
            self._shared[path] = module
            self.summaries.put(module)
        return module

    def _read(self, path: str) -> ModuleFacts | None:
        data = self._reach.read(path)
        if data is None:
            return None
        try:
            return ModuleFacts(parse(decode(data).removeprefix("\ufeff"), shown_path(path)))
        except SourceError:
            return None


class _Analysis:
    """One file."""

    def __init__(self, analyser: Analyser, module: ModuleFacts) -> None:
        self.module = module
        self.source = module.source
        self.catalogue = analyser.catalogue
        self.project = analyser.project
        self.summaries = analyser.summaries
        self.leak_summaries = analyser.leak_summaries
        self.is_trial = analyser.is_trial
        self.is_test = analyser.config.is_test_file(self.source.filename)
        self.test_classes = tuple(analyser.config.test_classes)
        self.judged = analyser.selection.for_file(self.source.filename)
        self.seeds: list[tuple[Function, Seed]] = []

    # Which functions matter

    def functions(self) -> list[Function]:
        """The functions with a verb of the catalogue, those that call one that hands on, and nested ones."""
        matter = self.summaries.matter
        lapsed = using_lapsed(self.module)
        chosen = [
            name
            for name in self.module.definitions
            if not self._is_nested(name)
            and (
                name in lapsed
                or matter.definition(self.module, name)
                or self.summaries.takes_provided(self.module, name)
            )
        ]
        found: list[Function] = []
        for name in sorted(chosen, key=lambda n: self.module.definitions[n][0].lineno):
            function = self.module.function(name)
            found.extend([function, *_nested(function)])
        if matter.body(self.module):
            found.append(self.module.body())
        return found

    def _is_nested(self, name: str) -> bool:
        """Whether a definition stands inside another function (it is lowered with that one)."""
        prefix = name.rpartition(".")[0]
        return prefix in self.module.definitions

    # Queries

    def queries(self) -> list[tuple[Query, Report]]:
        found: dict[tuple[Query, Report], None] = {}
        latent: dict[tuple[Query, Report], None] = {}
        for function in self.functions():
            covered: set[Op] = set()
            seeds = acquisition_seeds(self.summaries, function)
            self._refuse_endless(function, len(seeds))
            for seed in seeds:
                query = Query(self.summaries, function, seed, seed.start).solve()
                if seed.gone is None:
                    self.seeds.append((function, seed))
                covered |= query.matched
                found.update(((query, report), None) for report in query.reports.values())
                latent.update(dict.fromkeys(query.latent))
                if query.is_arranged:
                    found.update(dict.fromkeys(arranged(self.summaries, function, seed)))
            provided = provided_seeds(self.summaries, function)
            known = {seed.places for seed in provided}
            defined = [
                *provided,
                *(d for d in defined_seeds(self.summaries, function, covered) if d.places not in known),
            ]
            known = {seed.places for seed in defined}
            kept = (one for one in kept_seeds(self.summaries, function, covered) if one.places not in known)
            for seed in [*defined, *kept, *lapsed_seeds(self.summaries, function)]:
                query = Query(self.summaries, function, seed, seed.start).solve()
                if seed.gone is None:
                    self.seeds.append((function, seed))
                found.update(((query, report), None) for report in query.reports.values())
                latent.update(dict.fromkeys(query.latent))
            told = {report.late.offsets for _, report in found if report.code == "POOL202"}
            for query, report in unawaited(self.summaries, function, covered):
                if report.late.offsets not in told:
                    found[query, report] = None
        here = self.source.filename
        return [*found, *(one for one in latent if one[0].function.filename == here), *self.leaks()]

    def _refuse_endless(self, function: Function, seeds: int) -> None:
        """Raise SourceError for a function that would keep the run busy for minutes."""
        if seeds * len(function.ops) > _MOST_STEPS:
            what = f"{seeds:,} objects are taken out in {len(function.ops):,} steps"
            row = self.source.location(function.ops[0].offsets[0]).row
            raise SourceError(f"`{function.name}` is too long to be followed: {what}", row)

    def leaks(self) -> list[tuple[Query, Report]]:
        """What the rules on leaks ask, where one of them is selected; tests leak on purpose."""
        if self.leak_summaries is None or self.is_test:
            return []
        self.leak_summaries.put(self.module)
        return [found for function in self.functions() for found in leaks(self.leak_summaries, function)]

    def borrow_queries(self) -> Iterator[tuple[Query, Report]]:
        """What goes wrong through borrowed values. A pass of its own: no other query knows of it."""
        if "POOL106" in self.judged:
            for function, seed in self.seeds:
                for query in borrow_queries(self.summaries, function, seed):
                    yield from ((query, report) for report in query.reports.values())

    def hazards(self) -> Iterator[tuple[Query, Report]]:
        """What outlives an error or a cancellation, where a rule on that is selected."""
        if not HAZARDS.isdisjoint(self.judged):
            for function, seed in self.seeds:
                yield from hazards(self.summaries, function, seed)

    def bypasses(self) -> Iterator[tuple[Query, Report]]:
        """Which statements go past an open transaction, where the rule on that is selected."""
        if BYPASS in self.judged:
            for function, seed in self.seeds:
                yield from bypasses(self.summaries, function, seed)

    # Findings

    @staged("recognise and judge")
    def diagnoses(self) -> list[Diagnosis]:
        cases: dict[tuple[str, Span | None], list[tuple[int, Lifecycle, Finding]]] = {}
        for query, report in [*self.queries(), *self.borrow_queries(), *self.hazards(), *self.bypasses()]:
            case = self.lifecycle(query, report)
            rule = RULES[report.code]
            is_told = rule.applies(case) or (self.is_trial and rule.code == "POOL201")
            if rule.tell is None or not is_told or self._is_too_weak(case):
                continue
            if self.is_test_code(query) and is_excused(query, report, self.source.filename):
                continue
            wording = rule.tell(case)
            steps = tuple(
                replace(step, filename=step.filename or self.source.filename) for step in wording.steps
            )
            finding = Finding(
                code=rule.code,
                name=rule.name,
                message=wording.message,
                filename=self.source.filename,
                span=wording.primary,
                trail=steps,
                related=tuple(
                    dict.fromkeys(
                        s
                        for s in (
                            case.release,
                            case.late,
                            case.deferred,
                            None if case.inner_file else case.inner,
                        )
                        if s
                    )
                ),
                object=case.name,
                pool=case.pool or None,
                confidence=case.confidence,
                help=wording.help,
            )
            cause: tuple[str, Span | None] = ("use", case.release)
            if rule.code in ("POOL201", "POOL202", BYPASS) or rule.code in LEAKS:
                cause = (rule.code, wording.primary)
            elif rule.code in HAZARDS:
                if cause in cases:
                    continue  # the same release is wrong on a written path
                cause = ("hazard", case.release)
            elif rule.code == "POOL106":
                cause = (rule.code, case.release)
            cases.setdefault(cause, []).append((_PRECEDENCE[rule.code], case, finding))
        found: list[Diagnosis] = []
        for cause, group in list(cases.items()):
            # A release that comes round again in a loop is one fault, told by the use that comes too late.
            if cause[0] == "POOL201" and ("use", group[0][1].first_release) in cases:
                if all(case.late == case.first_release for _, case, _ in group):
                    del cases[cause]
        for cause in [cause for cause in cases if cause[0] == "POOL106"]:
            # Where the object itself is used late as well, one finding for the place is enough.
            direct = [one[1] for one in cases.get(("use", cause[1]), ()) if one[1].code in self.judged]
            told = {case.late.start.row for case in direct}
            cases[cause] = [one for one in cases[cause] if one[1].late.start.row not in told]
        for cause, group in cases.items():
            if not group:
                continue
            group.sort(key=lambda one: (one[0], one[1].confidence, one[2].span, one[1].late, one[2].message))
            best = group[0]
            others = {one[1].late for one in group if one[1].late != best[1].late}
            finding = best[2]
            if others and cause[0] == "use":
                count = len(others)
                plural = "s" if count > 1 else ""
                last = finding.trail[-1]
                last = replace(last, message=f"{last.message}, and {count} more late reference{plural}")
                finding = replace(finding, trail=(*finding.trail[:-1], last))
            found.append(Diagnosis(finding, tuple(dict.fromkeys(one[1] for one in group))))
        return sorted(_once(found), key=lambda one: (one.finding.span, one.finding.code))

    def _is_too_weak(self, case: Lifecycle) -> bool:
        return case.evidence == "name" and (case.only_close or case.code == "POOL201")

    def is_test_code(self, query: Query) -> bool:
        if self.is_test:
            return True
        owner = query.function.class_name
        if owner is None:
            return False
        bases = self.project.types(self.module, f":{owner}")
        return any(base.partition("@")[0].endswith(self.test_classes) for base in bases)

    def lifecycle(self, query: Query, report: Report) -> Lifecycle:
        """A report in places of the text."""
        release = report.release
        given_by_exit = release.what == "exit"
        inside = query.inner_release.get(release.offsets)
        return Lifecycle(
            code=report.code,
            name=_name(query, query.seed.places),
            pool=query.seed.taken.pool,
            spec=query.seed.taken.spec,
            evidence=query.seed.taken.evidence,
            acquired=self._acquired(query),
            release=self._span(release),
            release_is_exit=given_by_exit,
            is_released=release.what != "acquire",
            late=self._span(report.late),
            what=report.late.what,
            deferred=self._span(report.deferred) if report.deferred is not None else None,
            inner=self._span(report.inner) if report.inner is not None else None,
            inner_function=_shown(report.inner),
            inner_file=self._other_file(report.inner),
            lane=report.lane or (report.deferred.what if report.deferred is not None else ""),
            first_release=self._span(report.first_release) if report.first_release is not None else None,
            release_inside=self._span(inside) if inside is not None else None,
            release_file=self._other_file(inside),
            confidence=self._confidence(query, report),
            made=self._span(report.made) if report.made is not None else None,
            losses=tuple(
                tuple(Loss(self._span(one.place), one.place.what, one.names, one.is_sure) for one in some)
                for some in report.losses
            ),
            is_kept_by_choice=report.is_kept_by_choice,
            handler=self._span(report.handler) if report.handler is not None else None,
            is_lent_for_call=query.seed.until is not None and given_by_exit,
            borrowed=self._span(report.borrowed) if report.borrowed is not None else None,
            borrowed_name=_name(query, query.places_of_loan, "") if isinstance(query, BorrowQuery) else "",
            later_turn=report.late.offsets < release.offsets
            and report.deferred is None
            and not given_by_exit,
            only_close=query.ops[report.late_op].callee is not None
            and (query.ops[report.late_op].callee.method or "") in ("close", "aclose"),  # type: ignore[union-attr]
        )

    def _confidence(self, query: Query, report: Report) -> Confidence:
        return "high" if query.confidence(report) == "high" else "medium"

    def _span(self, touch: Touch) -> Span:
        source = self.summaries.source(touch.filename) if touch.filename else self.source
        start, end = touch.offsets
        return Span(source.location(start), source.location(end))

    def _other_file(self, touch: Touch | None) -> str:
        """The file of a place, empty where it is the one that is judged."""
        same = touch is None or touch.filename == self.source.filename
        return "" if same or touch is None else touch.filename

    def _acquired(self, query: Query) -> Span | None:
        seed = query.seed
        if seed.entry or seed.taken.evidence in ("define", "inside"):
            return None
        op = query.ops[seed.op]
        made = query.producers.get(op.src or "")
        place = made if made is not None and op.kind in ("await", "enter") else op
        return self._span(Touch(place.offsets, "", ""))

    # Survey

    def survey(self) -> list[Recognised]:
        found: dict[Span, Recognised] = {}
        for function in self.functions():
            seeds: list[Seed] = acquisition_seeds(self.summaries, function)
            covered: set[Op] = set()
            for seed in seeds:
                query = Query(self.summaries, function, seed, State("unborn")).solve()
                covered |= query.matched
                span = self._acquired(query)
                if span is not None:
                    found[span] = self._recognised("acquisition", span, seed.taken.pool, seed.taken.reason)
                for op in query.matched:
                    place = self._span(Touch(op.offsets, "", ""))
                    found[place] = self._recognised(
                        "release", place, seed.taken.pool, "gives back what was taken out"
                    )
            for seed in defined_seeds(self.summaries, function, covered):
                start = State("held", aliases=frozenset(seed.places)) if seed.entry else State("unborn")
                query = Query(self.summaries, function, seed, start).solve()
                for op in query.matched:
                    place = self._span(Touch(op.offsets, "", ""))
                    reason = "releases by its verb; no acquisition in sight"
                    found.setdefault(place, self._recognised("release", place, seed.taken.pool, reason))
        for op, reason in self.summaries.left_alone(self.module).items():
            place = self._span(Touch(op.offsets, "", ""))
            found.setdefault(place, self._recognised("left-alone", place, None, reason))
        return [found[span] for span in sorted(found)]

    def _recognised(
        self, kind: Literal["acquisition", "release", "left-alone"], span: Span, pool: str | None, reason: str
    ) -> Recognised:
        line = self.source.text.splitlines()[span.start.row - 1]
        end = span.end.column - 1 if span.end.row == span.start.row else len(line)
        return Recognised(kind, span, line[span.start.column - 1 : end], pool or None, reason)


def _name(query: Query, places: tuple[str, ...], otherwise: str = "the object") -> str:
    """What the program calls the object that comes in at `places`: the first name that it is bound to."""
    names = {place for place in places if "^" not in place}
    for place in sorted(names, key=places.index):
        if not place.startswith(("%", "@")):
            return place
    for op in query.ops:
        if op.kind == "assign" and op.src is not None and op.dst is not None:
            within = sorted(name for name in names if is_within(name, op.src))
            if within:
                name = op.dst + within[0][len(op.src) :]
                if not name.startswith("%"):
                    return name.split("#")[0]
                names.add(name)
        elif op.kind == "call" and op.dst and any(a.value in names for a in op.args[:1]):
            if op.callee is not None and (op.callee.method or op.callee.path) in ("closing", "aclosing"):
                names.add(op.dst)
        elif op.kind in ("await", "enter") and op.src in names and op.dst is not None:
            names.add(op.dst)
    return otherwise


def _nested(function: Function) -> list[Function]:
    found: list[Function] = []
    for op in function.ops:
        if op.function is not None:
            found.extend([op.function, *_nested(op.function)])
    return found


def _shown(touch: Touch | None) -> str:
    name = touch.function.rpartition(".")[2] if touch is not None else ""
    return "" if name.startswith("<") else name


def _once(diagnoses: list[Diagnosis]) -> list[Diagnosis]:
    """One finding for one primary place and code."""
    found: dict[tuple[str, Span], Diagnosis] = {}
    for one in diagnoses:
        found.setdefault((one.finding.code, one.finding.span), one)
    return list(found.values())


__all__ = ["Analyser", "Recognised", "Step"]
