"""What the pieces of a generated program share: names, the pool's verbs, helpers of the module, imports."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

from .run import PoolKind, Program
from .tree import Block, render

T = TypeVar("T")

OBJECTS = ("conn", "c", "session", "buf", "handle", "cursor", "client", "ctx")
FLAGS = ("urgent", "dry_run", "verbose", "force", "is_retry")
ITERABLES = ("rows", "keys", "items", "parts", "orders", "batches", "lines", "pages")
FUNCTIONS = (
    "export",
    "refresh",
    "store",
    "load_report",
    "sync_rows",
    "process",
    "publish",
    "serve",
    "collect",
)
VERBS = (
    ("acquire", "release"),
    ("acquire", "release"),
    ("getconn", "putconn"),
    ("checkout", "checkin"),
    ("get_connection", "release"),
    ("borrow", "give_back"),
    ("rent", "return_"),
    ("check_out", "check_in"),
)
ERRORS = ("ValueError", "OSError", "KeyError", "Exception")


class Builder:
    """Collects one program. The random generator decides everything, so a seed is a program."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.is_async = rng.random() < 0.5
        self.kind: PoolKind = "sync"
        if self.is_async:
            self.kind = self.pick(("async", "async", "async", "plain-release", "noop", "noop"))
        self.features: set[str] = {"async" if self.is_async else "sync"}
        self.imports: dict[str, set[str]] = {}
        self.params: list[str] = []
        self.objects: set[str] = set()
        self.helpers: dict[str, Block] = {}
        self.style = self.pick(("param", "param", "method", "method", "import"))
        if self.kind == "noop" and self.style == "import":
            self.style = "param"  # without an annotation nobody knows the library
        self.pool = {"param": "pool", "method": "self.pool", "import": "pool"}[self.style]
        if self.style == "method" and self.chance(0.5):
            self.pool = "self._pool"
        self.acquire_verb, self.release_verb = self.pick(VERBS)
        if self.kind == "noop":
            self.acquire_verb, self.release_verb = "acquire", "release"
        if self.kind == "plain-release" and self.release_verb == "release":
            self.acquire_verb = "acquire"
        self.taken: set[str] = set()
        self.object = self.name(*OBJECTS)
        self.aliases = [self.object]
        self.atoms: list[str] = []
        self.releases: set[str] = set()
        self.joins: set[str] = set()
        if self.style == "import":
            self.need("app.db", "pool")

    # choices

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.rng.randrange(len(options))]

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.rng.random() < share

    # names

    def name(self, *options: str) -> str:
        """A name that is still free."""
        free = [option for option in options if option not in self.taken]
        name = self.pick(free) if free else f"{options[0]}_{len(self.taken)}"
        self.taken.add(name)
        return name

    def need(self, module: str, name: str = "") -> str:
        """Import a name of a module, or the module itself."""
        self.imports.setdefault(module, set()).add(name)
        return name or module

    def param(self, name: str) -> str:
        """A parameter of the entry function."""
        if name not in self.params:
            self.params.append(name)
        return name

    def iterable(self) -> str:
        """Something to iterate that no other loop iterates."""
        return self.param(self.name(*ITERABLES))

    def key(self) -> str:
        """Plain data."""
        return self.pick((self.param("key"), '"total"', "1"))

    def outside(self, *options: str) -> str:
        """A function that nobody can look into."""
        return self.need("app.services", self.pick(options or ("audit", "notify", "measure", "check_quota")))

    def outside_async(self, *options: str) -> str:
        """The same, to be awaited."""
        return self.need("app.aio", self.pick(options or ("push", "mirror", "report")))

    def helper(self, name: str, block: Block) -> str:
        """Define a function of the module once; its name."""
        self.helpers.setdefault(name, block)
        return name

    def log(self) -> str:
        """The logger."""
        self.need("logging")
        return "log"

    # pool

    @property
    def acquire(self) -> str:
        """The expression that takes an object."""
        return f"{self.wait}{self.pool}.{self.acquire_verb}()"

    def release(self, name: str) -> str:
        """The statement that gives it back."""
        wait = "" if self.kind == "plain-release" else self.wait
        line = f"{wait}{self.pool}.{self.release_verb}({name})"
        self.releases.add(line)
        return line

    @property
    def pool_param(self) -> str:
        """A parameter for the pool, annotated where the library matters."""
        return "pool: asyncpg.Pool" if self.kind == "noop" else "pool"

    @property
    def wait(self) -> str:
        """`await `, or nothing in a plain function."""
        return "await " if self.is_async else ""

    @property
    def def_(self) -> str:
        """`def`, or `async def`."""
        return "async def" if self.is_async else "def"

    @property
    def with_(self) -> str:
        """`with`, or `async with`."""
        return "async with" if self.is_async else "with"

    @property
    def lent(self) -> str:
        """The expression whose `with` lends an object."""
        if self.kind == "noop":
            return f"{self.pool}.acquire()"
        verb = self.pick(("connection", "connection", "acquire" if self.is_async else "lease"))
        return f"{self.pool}.{verb}()"

    def ref(self) -> str:
        """A name of the object."""
        return self.pick(self.aliases)

    def error(self) -> str:
        """An exception class for a handler."""
        name = self.pick(("ValueError", "OSError", "KeyError", "Exception", "Exception", "NotFound"))
        return self.need("app.errors", name) if name == "NotFound" else name

    def test(self) -> str:
        """A condition: a flag, an attribute, a comparison, a call; sometimes one that was tested before."""
        if self.atoms and self.chance(0.3):
            self.features.add("correlated")
            atom = self.pick(self.atoms)
            return atom if self.chance(0.6) else f"not {atom}"
        kind = self.rng.randrange(5)
        if kind == 0:
            return f"{self.need('app.services', self.pick(('is_ready', 'has_quota', 'wants_more')))}()"
        if kind == 1:
            atom = f"{self.param('req')}.{self.pick(FLAGS)}"
        elif kind == 2:
            atom = f"{self.param('limit')} > {self.pick((0, 10, 100))}"
            return atom
        elif kind == 3:
            atom = self.param(self.name(*FLAGS))
        else:
            atom = f"{self.param('req')}.{self.pick(('done', 'stale', 'partial'))}"
        self.atoms.append(atom)
        return atom

    # the whole

    def program(self, body: Block) -> Program:
        """Put the parts together."""
        text: list[str] = []
        if self.kind == "noop":
            self.need("asyncpg")
        modules = sorted(self.imports.items())
        text += [f"import {module}" for module, names in modules if "" in names]
        text += [f"from {m} import {', '.join(sorted(names - {''}))}" for m, names in modules if names - {""}]
        if "logging" in self.imports:
            text += ["", "log = logging.getLogger(__name__)"]
        for helper in self.helpers.values():
            text += ["", "", *render(helper)]
        name = self.pick(FUNCTIONS)
        if self.style == "method":
            owner = self.pick(("Repository", "Exporter", "Service"))
            slot = self.pool.removeprefix("self.")
            start: Block = [(f"def __init__(self, {self.pool_param}):", [f"self.{slot} = pool"]), ""]
            head = f"{self.def_} {name}({', '.join(['self', *self.params])}):"
            whole: Block = [(f"class {owner}:", [*start, (head, body)])]
            entry = f"{owner}.{name}"
        else:
            first = [self.pool_param] if self.style == "param" else []
            whole = [(f"{self.def_} {name}({', '.join([*first, *self.params])}):", body)]
            entry = name
        text += ["", "", *render(whole)]
        return Program(
            "\n".join(text).lstrip("\n") + "\n",
            entry,
            self.kind,
            frozenset(self.features),
            frozenset(self.objects),
        )
