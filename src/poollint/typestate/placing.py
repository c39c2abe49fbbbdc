"""Where the tracked object stands in a call, seen from the caller and from what is called."""

from __future__ import annotations

from collections.abc import Iterable

from poollint.ir import Argument, Callee, Function, Op, is_within, root
from poollint.recognise import Acquisition
from poollint.typestate.base import QueryBase
from poollint.typestate.callsites import seen_from_inside, spread
from poollint.typestate.state import State


class Placing(QueryBase):
    """Mixin: the places of a call, and the paths and constants that they are inside the callee."""

    def places(self, state: State, op: Op, callee: Callee | None = None) -> list[int | str]:
        """The places of a call at which the object itself is given: "receiver", positions, keywords."""
        found: list[int | str] = []
        callee = callee or op.callee
        aliases = state.aliases
        if not aliases:
            return found
        if callee is not None and callee.receiver is not None and callee.receiver in aliases:
            found.append("receiver")
        for position, argument in enumerate(spread(state, op.args)):
            if argument.value is not None and not argument.star and argument.value in aliases:
                found.append(argument.keyword if argument.keyword else position)
        return found

    def entries(
        self, state: State, function: Function, callee: Callee, args: Iterable[Argument]
    ) -> frozenset[str]:
        """The paths inside `function` that are the object when it is called like this."""
        params = list(function.params)
        found: set[str] = set()
        if function.is_method and params and callee.method is not None:
            receiver, own = callee.receiver, params.pop(0)
            if receiver == "super()":
                receiver = "self"
            if receiver is not None:
                found |= {
                    own + path[len(receiver) :]
                    for path in state.aliases
                    if is_within(path, receiver) and path != receiver + "~"
                }
        limit = function.positional - (1 if function.is_method and callee.method is not None else 0)
        limit = min(limit, len(params))
        for position, argument in enumerate(spread(state, tuple(args))):
            if argument.star:
                break
            boxed = f"{argument.value}~" in state.aliases
            if argument.value is None or not (boxed or argument.value in state.aliases):
                continue
            mark = "" if argument.value in state.aliases else "~"
            if argument.keyword is None:
                if position < limit:
                    found.add(params[position] + mark)
                elif mark:
                    continue
                elif function.vararg is not None:
                    found |= {f"{function.vararg}~", f"{function.vararg}[{position - limit}]"}
            elif argument.keyword in function.params[: function.positional] or (
                argument.keyword in function.params
                and argument.keyword not in (function.vararg, function.kwarg)
            ):
                found.add(argument.keyword + mark)
            elif function.kwarg is not None and not mark:
                found |= {f"{function.kwarg}~", f"{function.kwarg}[{argument.keyword!r}]"}
        return frozenset(found | self.cells(state, function))

    def inside(self, function: Function, callee: Callee, args: Iterable[Argument]) -> Acquisition:
        """What is tracked, as the body of a called function names its pool."""
        return seen_from_inside(self.summaries, self.function, self.taken, function, callee, args)

    def constants(
        self, function: Function, callee: Callee, args: Iterable[Argument]
    ) -> frozenset[tuple[str, str]]:
        """The parameters of `function` that the call gives a constant."""
        params = list(function.params[: function.positional])
        if function.is_method and params and callee.method is not None:
            params.pop(0)
        values = dict(function.constants)
        for position, argument in enumerate(args):
            if argument.star:
                return frozenset()
            name = argument.keyword or (params[position] if position < len(params) else None)
            if name is None:
                continue
            if argument.value is not None and argument.value.startswith("="):
                values[name] = argument.value[1:]
            else:
                values.pop(name, None)
        return frozenset((f"c:{name}", value) for name, value in values.items() if name in function.params)

    def cells(self, state: State, function: Function) -> frozenset[str]:
        """The captured names of `function` that are the object now."""
        if function.parent is None and function.kind == "function" and self.function.kind != "module":
            # A function of the module shares only globals with this one.
            locals_here = self.function.locals
            return frozenset(
                path
                for path in state.aliases
                if root(path) in function.free and root(path) not in locals_here and path[-1:] not in "~!"
            )
        return frozenset(
            path
            for path in state.aliases
            if root(path) in function.free and path[-1:] not in "~!" and "^" not in path
        )
