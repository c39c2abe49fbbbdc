"""Objects that a framework lends to a handler as arguments, and takes back when the call is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poollint.ir import Function
from poollint.typestate.base import Seed, Until

if TYPE_CHECKING:
    from poollint.summaries import Summaries


def provided_seeds(summaries: Summaries, function: Function) -> list[Seed]:
    """The seeds of what a generator of the project lends to the parameters of a handler."""
    found: list[Seed] = []
    recogniser = summaries.recogniser(function)
    for provision in recogniser.provisions(function):
        lender = summaries.named(provision.module, provision.lender)
        lent = summaries.lent_over_a_yield(lender) if lender is not None else None
        taken = lent[0] if lent is not None else None
        if lender is None:
            taken = recogniser.lent_by_name(function, provision)
        decorators = lender.decorators if lender is not None else ()
        if taken is None or any("contextmanager" in name for name in decorators):
            continue
        bounds = summaries.versions.bounds(summaries.module(function).path, provision.provider.library)
        fitting = [order for order in provision.orders if bounds.meets(order.since, order.before)]
        # Where several orders are possible, only what is wrong in all of them is told.
        first = frozenset[str]().union(*(order.first for order in fitting or provision.orders))
        until = Until(function.places[provision.param], first)
        found.append(Seed(0, (provision.param,), taken, True, until))
    return found
