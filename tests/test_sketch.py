"""What bytes tell of names is what parsing the files tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from poollint.catalogue import load_catalogue
from poollint.layout import DEFAULT_SRC, Layout
from poollint.module import ModuleFacts
from poollint.names import canonical
from poollint.project import Project
from poollint.sketch import Sketches
from poollint.source import decode, parse

ROOT = Path(__file__).parent.parent
PACKAGES = [
    ROOT / "src",
    *sorted(path for path in (ROOT / "test_corpus/projects").iterdir() if path.is_dir()),
]


def read(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None


def load(path: str) -> ModuleFacts | None:
    data = read(path)
    return None if data is None else ModuleFacts(parse(decode(data), path))


def both(folder: Path) -> tuple[Project, Sketches]:
    layout = Layout(str(folder), DEFAULT_SRC)
    return Project(layout, load), Sketches(layout, read)


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: path.name)
def test_sorts_and_bases_are_those_of_the_parsed_files(folder: Path) -> None:
    project, sketches = both(folder)
    told = 0
    for path in sorted(folder.rglob("*.py")):
        module = project.module(str(path))
        assert module is not None
        for dotted in sorted(set(module.imports.values())):
            symbol = project.symbol(module, dotted)
            sort = sketches.sort(str(path), dotted)
            told += bool(sort)
            if sort:
                assert sort == (symbol.sort if symbol is not None else "none"), (path, dotted)
            outside = sketches.outside(str(path), dotted)
            if outside is not None and symbol is not None:
                names = project.types(module, project.settle(module, dotted))
                assert set(outside) >= {n for n in names if not n.startswith(":") and "." in n}, (
                    path,
                    dotted,
                )
    if folder.name == "src":
        assert told > 500


def write(folder: Path, files: dict[str, str]) -> tuple[Sketches, str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return both(folder)[1], str(folder / "main.py")


def test_through_re_exports_and_stars(tmp_path: Path) -> None:
    sketches, main = write(
        tmp_path,
        {
            "main.py": "",
            "app/__init__.py": "from .db import Pool as Kept\nfrom .more import *\n",
            "app/db.py": "import asyncpg\nclass Base(asyncpg.Pool): ...\nclass Pool(Base): ...\n",
            "app/more.py": "def make(): ...\n\n\npool = make()\n",
        },
    )
    assert sketches.sort(main, "app.Kept") == "class"
    assert sketches.outside(main, "app.Kept") == ("asyncpg.Pool",)
    assert sketches.sort(main, "app.make") == "function"
    assert sketches.sort(main, "app.db") == "module"
    assert sketches.sort(main, "app.nowhere") == "none"
    assert sketches.may_be_value(main, "app.pool")
    assert sketches.outside(main, "asyncpg.Pool") == ("asyncpg.Pool",)


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    from x import pool\nexcept ImportError:\n    pool = None\n",
        "if x:\n    class pool: ...\nelse:\n    def pool(): ...\n",
        "from a import pool\nfrom b import pool\n",
        "pool: Pool\n",
    ],
)
def test_what_may_be_bound_twice_is_left_to_the_parser(tmp_path: Path, text: str) -> None:
    sketches, main = write(tmp_path, {"main.py": "", "db.py": text, "x.py": "def pool(): ...\n"})
    assert sketches.sort(main, "db.pool") == ""


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("bucket = pool_for(3)\nitem = bucket.get()\nbucket.put(item)\n", True),
        ("x = self.avg_pool(x)\nrows.append(x)\nrows.pop()\n", False),
        ("class Pool:\n    get = lambda self: self.a.pop()\n    put = lambda s, x: s.a.append(x)\n", True),
        ("return ModelOutputWithPooling(x)\nrows.append(x)\nrows.pop()\n", False),
        ("self.layer = nn.MaxPool2d(3)\nrows.append(x)\nrows.pop()\n", False),
    ],
)  # fmt: skip
def test_layers_of_networks_are_no_pools(text: str, matters: bool) -> None:
    assert load_catalogue().may_matter(text.encode()) is matters


def test_canonical_names_are_asked(tmp_path: Path) -> None:
    sketches, main = write(tmp_path, {"main.py": "from db import make as m\n", "db.py": "def make(): ...\n"})
    assert sketches.sort(main, canonical("m", {"m": "db.make"})) == "function"
