"""Which records of the catalogue the corpus exercises: the ones that the recogniser finds in a case."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import corpus

from poollint.catalogue import Deferral, Join, PoolSpec
from poollint.config.settings import config_from_table
from poollint.engine import read_catalogue
from poollint.ir import Function, Op
from poollint.module import ModuleFacts
from poollint.project import Project
from poollint.source import parse
from poollint.summaries import Summaries
from poollint.typestate.seeds import acquisition_seeds, defined_seeds


@cache
def deferring() -> dict[Deferral | Join, frozenset[str]]:
    """Each deferral and join with the names of the cases in which it stands."""
    found: dict[Deferral | Join, set[str]] = {}
    for case in corpus.cases():
        module, summaries = _read(case)
        for function, op in _calls(module):
            recogniser = summaries.recogniser(function)
            record = recogniser.deferral(function, op)
            for one in (*([record] if record is not None else []), *recogniser.joins(function, op)):
                found.setdefault(one, set()).add(case.name)
    return {record: frozenset(names) for record, names in found.items()}


@cache
def lending() -> dict[str, frozenset[str]]:
    """The id of each pool with the names of the cases in which it lends or takes something back."""
    found: dict[str, set[str]] = {}
    for case in corpus.cases():
        module, summaries = _read(case)
        for function in _functions(module):
            recogniser = summaries.recogniser(function)
            seeds = [*acquisition_seeds(summaries, function), *defined_seeds(summaries, function, set())]
            specs: list[PoolSpec] = [seed.taken.spec for seed in seeds if seed.taken.spec is not None]
            for op in function.ops:
                if op.kind == "call" and op.callee is not None:
                    text = recogniser.receiver(function, op.callee.receiver)
                    specs += [spec for spec in recogniser.specs(function, text) if spec.negative]
            for spec in specs:
                found.setdefault(spec.id, set()).add(case.name)
    return {identity: frozenset(names) for identity, names in found.items()}


def _read(case: corpus.Case) -> tuple[ModuleFacts, Summaries]:
    catalogue = read_catalogue(config_from_table(case.table, file="pyproject.toml", root=""))
    module = ModuleFacts(parse(case.text, case.filename))
    summaries = Summaries(Project(None, lambda path: None), catalogue, lambda path: frozenset())
    summaries.put(module)
    return module, summaries


def _functions(module: ModuleFacts) -> Iterator[Function]:
    pending = [module.body(), *(module.function(name) for name in module.definitions)]
    while pending:
        function = pending.pop()
        yield function
        pending += [op.function for op in function.ops if op.function is not None]


def _calls(module: ModuleFacts) -> Iterator[tuple[Function, Op]]:
    for function in _functions(module):
        for op in function.ops:
            if op.kind == "call" and op.callee is not None:
                yield function, op
