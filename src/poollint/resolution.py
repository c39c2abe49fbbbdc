"""Which function of the project a call names, through imports, classes, instances and managers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from itertools import islice

from poollint.catalogue import Catalogue
from poollint.ir import Callee, Function, Op, Operand, root
from poollint.module import ModuleFacts
from poollint.names import canonical
from poollint.project import Project
from poollint.recognise import Recogniser
from poollint.source import Source

Place = tuple[ModuleFacts, str]
"""A module, and the qualified name of a definition in it."""


class Resolution:
    """The functions and classes of the modules of one project, as calls name them.

    `lending` gives the names of functions in other files of the project, as far as a module can see these
    by import, that may hand out objects or give them back; calls of others matter only with an object.
    """

    def __init__(
        self, project: Project, catalogue: Catalogue, lending: Callable[[str], frozenset[str]]
    ) -> None:
        self.project = project
        self.catalogue = catalogue
        self._lending = lending
        self._modules: dict[str, ModuleFacts] = {}
        self._recognisers: dict[str, Recogniser] = {}

    def put(self, module: ModuleFacts) -> None:
        """Make a module known, so that its functions can be asked about."""
        filename = module.source.filename
        if self._modules.get(filename) is not module:
            self._modules[filename] = module
            self._recognisers.pop(filename, None)

    def module(self, function: Function) -> ModuleFacts:
        """The module that defines a function."""
        return self._modules[function.filename]

    def source(self, filename: str) -> Source:
        """The text of a module that is known."""
        return self._modules[filename].source

    def recogniser(self, function: Function) -> Recogniser:
        """The evidence of the module that defines a function."""
        return self._recogniser(self.module(function))

    def _recogniser(self, module: ModuleFacts) -> Recogniser:
        found = self._recognisers.get(module.source.filename)
        if found is None:
            found = Recogniser(module, self.project, self.catalogue)
            self._recognisers[module.source.filename] = found
        return found

    def takes_provided(self, module: ModuleFacts, qualname: str) -> bool:
        """Whether a framework may fill the parameters of a definition of `module`."""
        node, _ = module.definitions[qualname]
        if not node.decorator_list or not self.catalogue.deferring_pattern.search(module.source.lines(node)):
            return False
        found = self._recogniser(module)
        return found.is_handler(tuple(ast.unparse(one) for one in node.decorator_list))

    def left_alone(self, module: ModuleFacts) -> Mapping[Op, str]:
        """The calls of a module that were looked at and taken for nothing, and why."""
        found = self._recognisers.get(module.source.filename)
        return found.left_alone if found is not None else {}

    # Calls

    def resolve(self, function: Function, callee: Callee, given: bool = False) -> Function | None:
        """The function of the project that `callee` names in `function`.

        Functions of other files are looked up where the call concerns a tracked object (`given`), or where
        their name is among those that may hand out or give back.
        """
        return self._lowered(self.place(function, callee, given))

    def place(self, function: Function, callee: Callee, given: bool = False) -> Place | None:
        """Where the function that `resolve` gives is defined: it isn't lowered for that."""
        module = self.module(function)
        name = callee.method or callee.path or ""
        foreign = given or name in self._lending(module.path)
        if callee.method is None:
            if not name.isidentifier() or _is_local(function, name):
                return None
            found = module.definitions.get(name)
            if found is not None and found[1] is None:
                return module, name
            return self._imported(module, name) if foreign else None
        receiver = callee.receiver or ""
        owner = self._owner(function, module, receiver, foreign)
        if owner is not None:
            return self._method(*owner, name, own=module, foreign=foreign, above=receiver == "super()")
        if foreign and receiver and not receiver.startswith(("%", "=")) and not _is_local(function, receiver):
            return self._imported(module, f"{receiver}.{name}")
        return None

    def _lowered(self, place: Place | None) -> Function | None:
        return place[0].function(place[1]) if place is not None else None

    def constructor(self, function: Function, callee: Callee, given: bool = False) -> Function | None:
        """The `__init__` that runs where `callee` names a class of the project."""
        return self._lowered(self.constructor_place(function, callee, given))

    def constructor_place(self, function: Function, callee: Callee, given: bool = False) -> Place | None:
        """Where the function that `constructor` gives is defined."""
        owner = self._class_named(function, callee, given)
        return self._method(*owner, "__init__", own=owner[0], foreign=True) if owner is not None else None

    def fields(self, function: Function, callee: Callee) -> tuple[str, ...]:
        """The attributes that the arguments become where `callee` names a data class of the project."""
        owner = self._class_named(function, callee, True)
        if owner is None:
            return ()
        family = self.project.ancestry(*owner)
        if not family[0][1].fields or any("__init__" in facts.methods for _, facts in family):
            return ()
        return tuple(dict.fromkeys(name for _, facts in reversed(family) for name in facts.fields))

    def manager(self, function: Function, operand: Operand, name: str) -> Function | None:
        """The method `name` (`__enter__` …) of the class of the project behind the manager of a `with`."""
        return self._lowered(self.manager_place(function, operand, name))

    def manager_place(self, function: Function, operand: Operand, name: str) -> Place | None:
        """Where the method that `manager` gives is defined."""
        owner = self._class_behind(function, operand, False)
        return self._method(*owner, name, own=owner[0], foreign=True) if owner is not None else None

    def thread_body(self, function: Function, operand: Operand) -> Function | None:
        """The method `run` that starting `operand` runs, where it is a thread by its class."""
        owner = self._class_behind(function, operand, True)
        if owner is None:
            return None
        threads = self.catalogue.names("thread-class")
        if not any(base in threads for _, facts in self.project.ancestry(*owner) for base in facts.bases):
            return None
        return self._lowered(self._method(*owner, "run", own=owner[0], foreign=True))

    def _class_behind(
        self, function: Function, operand: Operand, given: bool
    ) -> tuple[ModuleFacts, str] | None:
        """The class of the project of what `operand` holds: by the call that made it, or by its type."""
        if operand is None:
            return None
        made = self.recogniser(function).producers(function).get(operand)
        owner = None
        if made is not None and made.kind == "call" and made.callee is not None:
            owner = self._class_named(function, made.callee, given) or self._class_returned(
                function, made.callee, given
            )
        if owner is None and not operand.startswith("%"):
            owner = self._owner(function, self.module(function), operand, given)
        return owner

    def _class_returned(
        self, function: Function, callee: Callee, given: bool
    ) -> tuple[ModuleFacts, str] | None:
        """The class of the project of what a function of the project returns."""
        called = self.resolve(function, callee, given)
        if called is None or called.is_generator or called.is_async or called is function:
            return None
        module = self.module(called)
        found = self.project.class_of(module, module.return_type(called.qualname))
        return (found[0], found[1].name) if found is not None else None

    def _class_named(self, function: Function, callee: Callee, given: bool) -> tuple[ModuleFacts, str] | None:
        module = self.module(function)
        text = callee.path or callee.text
        if not text or text.startswith(("%", "=")) or _is_local(function, text):
            return None
        if text in module.classes:
            return module, text
        last = text.rpartition(".")[2]
        if root(text) not in module.imports or not (given or last in self._lending(module.path)):
            return None
        symbol = self.project.symbol(module, canonical(text, module.imports))
        if symbol is None or symbol.sort != "class":
            return None
        self.put(symbol.module)
        return symbol.module, symbol.name

    def _owner(
        self, function: Function, module: ModuleFacts, receiver: str, foreign: bool
    ) -> tuple[ModuleFacts, str] | None:
        """The class whose methods are called on `receiver`."""
        if receiver in ("self", "cls", "super()"):
            return (module, function.class_name) if function.class_name is not None else None
        if receiver in module.classes:
            return module, receiver
        if not receiver or receiver.startswith(("%", "=")):
            return None
        if foreign:
            kind = self.recogniser(function).type_of(function, receiver)
        else:  # a class of this module, or none
            kind = module.type_of(function, receiver) if "(" not in receiver else ""
        if not kind.startswith(":"):
            return None
        found = self.project.class_of(module, kind)
        return (found[0], found[1].name) if found is not None else None

    def _method(
        self,
        module: ModuleFacts,
        class_name: str,
        name: str,
        *,
        own: ModuleFacts,
        foreign: bool,
        above: bool = False,
    ) -> Place | None:
        """The method that a class defines or inherits; with `above`, only what it inherits."""
        lineage = self.project.lineage(module, class_name, own=module is own and not foreign)
        for owner, facts in islice(lineage, 1 if above else 0, None):
            if name in facts.methods:
                if owner is not own and not foreign:
                    return None
                self.put(owner)
                return owner, facts.methods[name]
        return None

    def named(self, module: ModuleFacts, dotted: str) -> Function | None:
        """The function or method that a dotted name at the top of `module` stands for."""
        self.put(module)
        found = module.definitions.get(dotted)
        if found is not None and found[1] is None:
            return module.function(dotted)
        kind = module.globals.get(root(dotted), "")
        owner = self.project.class_of(module, kind) if "." in dotted and kind.startswith(":") else None
        if owner is not None and dotted.count(".") == 1:
            name = dotted.partition(".")[2]
            return self._lowered(self._method(owner[0], owner[1].name, name, own=module, foreign=True))
        return self._lowered(self._imported(module, dotted))

    def _imported(self, module: ModuleFacts, dotted: str) -> Place | None:
        if root(dotted) not in module.imports and not module.stars:
            return None
        if root(dotted) in module.imports:
            symbol = self.project.symbol(module, canonical(dotted, module.imports))
        else:
            symbol = self.project.inside(module, tuple(dotted.split(".")))
        if symbol is None or symbol.sort != "function":
            return None
        self.put(symbol.module)
        return symbol.module, symbol.name


def _is_local(function: Function, path: str) -> bool:
    """Whether a local of `function`, or of one around it, stands before a name of the module."""
    first = root(path)
    scope: Function | None = function
    while scope is not None and scope.kind != "module":
        if first in scope.locals and first not in scope.imported:
            return True
        scope = scope.parent
    return False
