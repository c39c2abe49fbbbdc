"""Arguments and parameters: what stands in them, and how the other side of a call names a pool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from poollint.ir import Argument, Callee, Function, Op, Operand, is_within, root
from poollint.recognise import Acquisition
from poollint.typestate.state import State

if TYPE_CHECKING:
    from poollint.summaries import Summaries


def spread(state: State, args: tuple[Argument, ...]) -> Iterable[Argument]:
    """The arguments of a call, with what stands in a `*` or `**` argument as far as it is known."""
    if not any(argument.star for argument in args):
        return args
    found: list[Argument] = []
    for argument in args:
        if argument.star == "*" and argument.items is not None:
            found.extend(Argument(value, offsets=argument.offsets) for value in argument.items)
        elif argument.star and argument.value is not None:
            places = {
                path[len(argument.value) + 1 : -1]: path
                for path in state.aliases
                if path.startswith(argument.value + "[") and path.endswith("]")
            }
            if argument.star == "*":
                known = [int(place) for place in places if place.isdigit()]
                found.extend(
                    Argument(places.get(str(place)), offsets=argument.offsets)
                    for place in range(max(known, default=-1) + 1)
                )
                found.append(argument)
            else:
                found.extend(
                    Argument(path, place[1:-1], offsets=argument.offsets)
                    for place, path in sorted(places.items())
                    if place[:1] in "'\""
                )
        else:
            found.append(argument)
    return found


def seen_from_inside(
    summaries: Summaries,
    caller: Function,
    taken: Acquisition,
    function: Function,
    callee: Callee,
    args: Iterable[Argument],
) -> Acquisition:
    """`taken` as the body of a called function must name it: the pool under its parameter's name."""
    if not taken.receiver:
        return taken
    recogniser = summaries.recogniser(caller)
    for name, value in arguments(function, callee, args):
        if value is not None and recogniser.receiver(caller, value) == taken.receiver:
            return replace(taken, receiver=name)
    if function.is_method and function.params and callee.receiver:
        if is_within(taken.receiver, callee.receiver):
            return replace(taken, receiver=function.params[0] + taken.receiver[len(callee.receiver) :])
    return taken


def seen_from_outside(summaries: Summaries, caller: Function, op: Op, taken: Acquisition) -> Acquisition:
    """What a called function hands out, with the pool under the name that the caller has for it."""
    assert op.callee is not None
    function = summaries.resolve(caller, op.callee)
    if function is None:
        return taken
    first = root(taken.receiver)
    for name, value in arguments(function, op.callee, op.args):
        if value is not None and not value.startswith("=") and first == name:
            recogniser = summaries.recogniser(caller)
            text = recogniser.receiver(caller, value) + taken.receiver[len(name) :]
            known = [spec for spec in recogniser.specs(caller, text) if not spec.negative]
            return replace(taken, receiver=text, spec=taken.spec or next(iter(known), None))
    receiver = op.callee.receiver
    if receiver and function.is_method and function.params and first == function.params[0]:
        return replace(taken, receiver=receiver + taken.receiver[len(first) :])
    return taken


def arguments(function: Function, callee: Callee, args: Iterable[Argument]) -> Iterator[tuple[str, Operand]]:
    """The parameters of `function` with what the call gives them."""
    params = list(function.params[: function.positional])
    if function.is_method and callee.method is not None:
        params = params[1:]
    for position, argument in enumerate(args):
        if argument.star:
            return
        if argument.keyword is not None:
            if argument.keyword in function.params:
                yield argument.keyword, argument.value
        elif position < len(params):
            yield params[position], argument.value
