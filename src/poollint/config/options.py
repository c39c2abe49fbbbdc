"""The one table of options: `[tool.poollint]` keys, command-line flags, help and validation all come from it.

Invariant: every option is a field of `Config` of the same name (with `_` for `-`) and the same default.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from poollint.layout import DEFAULT_SRC

Kind = Literal["words", "flag", "choice", "selectors-by-pattern", "tables", "texts"]

OUTPUT_FORMATS = ("full", "concise", "json", "github")

DEFAULT_EXCLUDE = (
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".poollint_cache",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    ".vscode",
    "__pycache__",
    "__pypackages__",
    "_vendor",
    "build",
    "buck-out",
    "dist",
    "node_modules",
    "site-packages",
    "third_party",
    "vendor",
    "vendored",
    "venv",
)
DEFAULT_TEST_FILES = ("test_*.py", "*_test.py", "conftest.py", "tests", "test")
DEFAULT_TEST_CLASSES = ("TestCase",)


class Option(NamedTuple):
    """One option: its key, the shape of its value, its default, and one sentence that explains it.

    `flag` says whether `poollint check` takes it as `--KEY` as well.
    """

    key: str
    kind: Kind
    default: object
    help: str
    flag: bool = False
    metavar: str = ""
    choices: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        """The name of the `Config` field that holds the value."""
        return self.key.replace("-", "_")


_SELECTORS = "a code, a prefix of codes, a name, or ALL"

OPTIONS: tuple[Option, ...] = (
    Option(
        "select",
        "words",
        None,
        f"Rules to run instead of the default ones: {_SELECTORS}.",
        flag=True,
        metavar="RULES",
    ),
    Option("ignore", "words", (), f"Rules not to run: {_SELECTORS}.", flag=True, metavar="RULES"),
    Option(
        "extend-select",
        "words",
        (),
        "Rules to run besides the selected or default ones.",
        flag=True,
        metavar="RULES",
    ),
    Option(
        "extend-ignore",
        "words",
        (),
        "Rules not to run, besides those of `ignore`.",
        flag=True,
        metavar="RULES",
    ),
    Option(
        "per-file-ignores",
        "selectors-by-pattern",
        (),
        'Rules not to run on the files that a pattern matches: `{ "scripts/*" = ["POOL2"] }`.',
    ),
    Option(
        "exclude",
        "words",
        DEFAULT_EXCLUDE,
        "Files and folders to leave out, in place of the default ones. A pattern without `/` matches any "
        "name below the project root, one with `/` a path from the project root.",
        flag=True,
        metavar="PATTERNS",
    ),
    Option(
        "extend-exclude",
        "words",
        (),
        "Files and folders to leave out besides those of `exclude`.",
        flag=True,
        metavar="PATTERNS",
    ),
    Option(
        "force-exclude",
        "flag",
        False,
        "Leave excluded files out even where they are named on the command line.",
        flag=True,
    ),
    Option(
        "output-format",
        "choice",
        "full",
        "How findings are printed.",
        flag=True,
        choices=OUTPUT_FORMATS,
    ),
    Option("fix", "flag", False, "Change the files: make every safe fix.", flag=True),
    Option("unsafe-fixes", "flag", False, "Make the unsafe fixes as well.", flag=True),
    Option(
        "fixable",
        "words",
        None,
        f"Rules whose findings may be fixed, in place of all: {_SELECTORS}.",
        flag=True,
        metavar="RULES",
    ),
    Option("unfixable", "words", (), "Rules whose findings are not fixed.", flag=True, metavar="RULES"),
    Option("extend-safe-fixes", "words", (), "Rules whose unsafe fixes count as safe here."),
    Option("extend-unsafe-fixes", "words", (), "Rules whose safe fixes count as unsafe here."),
    Option("src", "words", DEFAULT_SRC, "Folders, from the project root, that hold your own packages."),
    Option(
        "test-files",
        "words",
        DEFAULT_TEST_FILES,
        "What counts as test code, where released objects are touched on purpose (patterns as in `exclude`).",
    ),
    Option(
        "test-classes",
        "words",
        DEFAULT_TEST_CLASSES,
        "Base classes whose subclasses are test code, by the last part of their name.",
    ),
    Option(
        "not-pools",
        "words",
        (),
        'Dotted names, with `*`, that look like pools and are none: `["app.cache.*"]`.',
    ),
    Option(
        "pools",
        "tables",
        None,
        "Your own pools, one table `[tool.poollint.pools.NAME]` each, with the keys of the catalogue.",
    ),
    Option(
        "deferrals",
        "tables",
        None,
        "Your own calls that run something later, one table `[tool.poollint.deferrals.NAME]` each, with the "
        "keys of the catalogue.",
    ),
    Option(
        "joins",
        "tables",
        None,
        "Your own calls that wait for such work or cancel it, one table `[tool.poollint.joins.NAME]` each.",
    ),
    Option(
        "versions",
        "texts",
        None,
        "Versions of libraries that your code runs with, where the lock files and what your project declares "
        'say too little: `{ fastapi = "==0.115.*" }`.',
    ),
)

BY_KEY = {option.key: option for option in OPTIONS}
