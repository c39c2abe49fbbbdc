"""The catalogue: every shipped entry, the messages for faulty ones, look-ups, and the look at the bytes."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from poollint.catalogue import DATA, Catalogue, CatalogueError, PoolSpec, load_catalogue, read_pool_file
from poollint.catalogue.deferrals import read_deferrals

FILES = sorted((DATA / "pools").glob("*.toml"))
SHIPPED = load_catalogue()
DOTTED = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


def spec(identity: str) -> PoolSpec:
    found = SHIPPED.spec(identity)
    assert found is not None
    return found


# --- what is shipped


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shipped_file(path: Path) -> None:
    entries = read_pool_file(path)
    assert entries, "a file holds at least one entry"
    for entry in entries:
        assert re.search(r"\d", entry.source), f"{entry.id}: the source must name the version that was read"
        assert all(DOTTED.fullmatch(name) for name in (*entry.types, *entry.modules))
        assert entry.types or any(acquire.function for acquire in entry.acquire)
        assert len(set(entry.types)) == len(entry.types)
        assert all(0 <= release.arg <= 2 for release in entry.release)
        assert not entry.user
        if entry.negative:
            assert entry.reason
            assert not entry.release
        else:
            assert entry.release
            assert entry.harm, f"{entry.id}: a finding must be able to say what happens"
            assert not re.match(r"[A-Z]|used here", entry.harm)
            assert not entry.harm.endswith(".")
        if any("with" in acquire.forms for acquire in entry.acquire):
            assert any(release.form == "with" for release in entry.release), (
                f"{entry.id}: a with that never ends"
            )


def test_ids_are_unique_and_the_catalogue_is_wide() -> None:
    ids = [entry.id for entry in SHIPPED.pools]
    assert len(ids) == len(set(ids))
    assert len(FILES) >= 45


def test_a_type_is_not_both_a_pool_and_none() -> None:
    for entry in SHIPPED.pools:
        for name in entry.types:
            kinds = {found.negative for found in SHIPPED.specs_for_type(name, pool_word=True)}
            assert len(kinds) == 1, name


@pytest.mark.parametrize(
    ("identity", "mode"),
    [
        ("asyncpg", "await"),
        ("aioodbc", "await"),
        ("psycopg_pool.async", "await"),
        ("redis.asyncio", "await"),
        ("aiomysql", "optional"),
        ("aiopg", "optional"),
        ("asyncmy", "optional"),
        ("aiomcache", "sync"),
        ("distributed", "sync"),
        ("psycopg2.pool", "sync"),
    ],
)
def test_whether_a_release_is_awaited(identity: str, mode: str) -> None:
    assert {release.mode for release in spec(identity).release if release.form == "arg"} == {mode}


def test_facts_that_rules_rely_on() -> None:
    assert spec("sqlalchemy.session").use_after_release == "reconnects"
    assert spec("DBUtils.PersistentDB").negative
    assert not any(release.form == "with" for release in spec("psycopg2.pool").release)
    assert spec("distributed").release[0].arg == 1
    assert spec("gel.server").release[0].arg == 1
    assert spec("asyncpg").double_release == "noop"
    assert spec("valkey").double_release == "duplicates"
    assert "unlink" in spec("shared_memory").status
    assert {"fetch", "execute"} <= spec("asyncpg").coroutines
    assert "cursor" not in spec("asyncpg").coroutines
    assert {entry.on_error for entry in SHIPPED.pools} == {"unknown"}


# --- look-ups


def test_types_are_found_by_what_users_write() -> None:
    for name, identity in (
        ("asyncpg.create_pool", "asyncpg"),
        ("await asyncpg.create_pool", "asyncpg"),
        ("redis.Redis().connection_pool", "redis"),
        ("kombu.pools.connections[]", "kombu"),
        ("sqlalchemy.orm.sessionmaker", "sqlalchemy.session"),
    ):
        assert identity in {entry.id for entry in SHIPPED.specs_for_type(name)}, name
    assert [entry.negative for entry in SHIPPED.specs_for_type("multiprocessing.Pool")] == [True]
    assert [entry.negative for entry in SHIPPED.specs_for_type("threading.Semaphore")] == [True]
    assert SHIPPED.specs_for_type("app.models.Pool") == ()


def test_a_queue_is_a_pool_only_under_the_name_of_one() -> None:
    assert SHIPPED.specs_for_type("queue.Queue") == ()
    assert [entry.id for entry in SHIPPED.specs_for_type("queue.Queue", pool_word=True)] == ["queue-as-pool"]


def test_modules_and_functions() -> None:
    ids = {entry.id for entry in SHIPPED.specs_for_modules(frozenset({"asyncpg", "os"}))}
    assert ids == {"asyncpg"}
    assert SHIPPED.specs_for_modules(frozenset()) == ()
    assert [e.id for e in SHIPPED.specs_for_function("multiprocessing.shared_memory.SharedMemory")] == [
        "shared_memory"
    ]


def test_not_pools() -> None:
    catalogue = load_catalogue(not_pools=["app.cache.*", "legacy.pool"])
    assert catalogue.is_not_pool("app.cache.get")
    assert catalogue.is_not_pool("legacy.pool")
    assert not catalogue.is_not_pool("app.db.get")
    assert not SHIPPED.is_not_pool("app.cache.get")


# --- the user's tables


def test_a_pair_of_functions_in_three_lines() -> None:
    catalogue = load_catalogue({"db": {"acquire": ["app.db.get_conn"], "release": ["app.db.put_conn"]}})
    entry = catalogue.pools[0]
    assert (entry.id, entry.user, entry.negative) == ("db", True, False)
    assert [(a.name, a.function, a.mode) for a in entry.acquire] == [("app.db.get_conn", True, "either")]
    assert [(r.form, r.name, r.arg, r.mode) for r in entry.release] == [
        ("function", "app.db.put_conn", 0, "optional")
    ]
    assert len(catalogue.pools) == len(SHIPPED.pools) + 1


def test_an_undotted_name_is_a_method_or_a_function() -> None:
    entry = load_catalogue({"db": {"acquire": ["grab"], "release": ["drop"]}}).pools[0]
    assert [(a.name, a.function) for a in entry.acquire] == [("grab", False), ("grab", True)]
    assert [(r.form, r.name) for r in entry.release] == [("arg", "drop"), ("function", "drop")]


def test_a_user_replaces_a_shipped_entry() -> None:
    catalogue = load_catalogue({"asyncpg": {"acquire": ["take"], "release": ["give"]}})
    assert [entry.user for entry in catalogue.pools if entry.id == "asyncpg"] == [True]


GOOD: dict[str, object] = {"acquire": ["a"], "release": ["b"]}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"acquire": ["a"]}, '"release" is missing'),
        ({"acquire": ["a"], "relase": ["b"]}, '"release" is missing'),
        ({**GOOD, "harn": "x"}, 'unknown key "harn"; did you mean "harm"?'),
        ({**GOOD, "zzz": 1}, 'unknown key "zzz"'),
        ({**GOOD, "strong": "no"}, '"strong" must be true or false, found a string'),
        ({**GOOD, "kind": "conection"}, 'found "conection"; did you mean "connection"?'),
        ({**GOOD, "types": "app.Pool"}, '"types" must be a list, found a string'),
        ({**GOOD, "types": ["app pool"]}, '"types" has "app pool", which is not a dotted name'),
        ({**GOOD, "types": [1]}, '"types" must be a list of strings'),
        ({**GOOD, "acquire": []}, '"acquire" is empty; names that are no pools belong in "not-pools"'),
        ({**GOOD, "acquire": ["a b"]}, '"acquire" has "a b", which is not a name'),
        ({**GOOD, "acquire": [3]}, "acquire[0]: expected a table, found a number"),
        ({**GOOD, "acquire": [{"methd": "a"}]}, 'needs exactly one of "method" and "function"'),
        ({**GOOD, "acquire": [{"method": "a.b"}]}, '"method" has "a.b", which is not one undotted name'),
        ({**GOOD, "acquire": [{"method": "a", "mode": "awit"}]}, 'found "awit"; did you mean "await"?'),
        ({**GOOD, "acquire": [{"method": "a", "forms": ["async"]}]}, '"forms" takes assign and with'),
        ({**GOOD, "acquire": [{"method": "a", "when": "a b"}]}, '"when" must look like keyword'),
        ({**GOOD, "release": [{"form": "arg"}]}, 'needs exactly one of "method" and "function"'),
        ({**GOOD, "release": [{"form": "self", "function": "f"}]}, 'form = "self" needs "method"'),
        ({**GOOD, "release": [{"form": "self", "method": "m", "arg": 1}]}, "have no meaning"),
        (
            {**GOOD, "release": [{"form": "with", "method": "m"}]},
            '"method" has no meaning with form = "with"',
        ),
        ({**GOOD, "release": [{"method": "m", "arg": -1}]}, '"arg" must not be negative'),
        ({**GOOD, "release": [{"method": "m", "arg": 11}]}, '"arg" is the position of the object, 0 to 9'),
        ({**GOOD, "release": [{"method": "m", "arg": True}]}, '"arg" must be a whole number'),
        ({**GOOD, "release": [{"method": "m", "dicard": True}]}, 'did you mean "discard"?'),
        ({**GOOD, "borrows": [{"method": "m", "fate": "die"}]}, 'did you mean "dies"?'),
    ],
)
def test_faulty_user_table(table: dict[str, object], message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue({"mine": table})
    text = str(caught.value)
    assert text.startswith("[tool.poollint.pools.mine]: ")
    assert message in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[pool]\n", "lib.toml: "),
        ('[[pool]]\nid = "x"\n', 'lib.toml: [[pool]] x: "source" is missing'),
        ('[[pool]]\nid = "x"\nsource = "somewhere"\n', "must name the version"),
        ('[[pool]]\nid = "x"\nsource = "lib 1"\n', 'must give a "reason"'),
        ('[[pools]]\nid = "x"\n', 'lib.toml: unknown key "pools"; did you mean "pool"?'),
    ],
)
def test_faulty_file(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "lib.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=re.escape(message)):
        read_pool_file(path)


LATER: dict[str, object] = {"names": ["app.later"], "lane": "task"}
WAIT: dict[str, object] = {"names": ["app.wait"], "of": "0", "form": "call"}


def test_a_deferral_and_a_join_of_your_own() -> None:
    catalogue = load_catalogue(deferrals={"later": LATER}, joins={"wait": WAIT})
    record = catalogue.defer_by_name["app.later"]
    assert (record.body, record.args, record.handle, record.source) == (
        ("0",),
        "rest",
        "result",
        "configuration",
    )
    assert catalogue.joins_by_name["app.wait"][0].normal == "all"
    assert len(catalogue.deferrals) == len(SHIPPED.deferrals) + 1


def test_your_own_record_goes_before_a_shipped_one() -> None:
    catalogue = load_catalogue(
        deferrals={"mine": {"names": ["asyncio.create_task"], "methods": ["defer"], "lane": "now"}},
        joins={"mine": {"names": ["asyncio.wait"], "of": "0", "form": "await", "error": "all"}},
    )
    assert catalogue.defer_by_name["asyncio.create_task"].lane == "now"
    assert catalogue.defer_by_method["defer"][0].lane == "now"
    assert [join.error for join in catalogue.joins_by_name["asyncio.wait"]] == ["all"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({**LATER, "lane": "tread"}, 'found "tread"; did you mean "thread"?'),
        ({**LATER, "names": ["app later"]}, '"names" has "app later", which is not a dotted name'),
        ({**LATER, "methods": ["a.b"]}, '"methods" has "a.b", which is not one undotted name'),
        ({**LATER, "body": ["first one"]}, '"body" has "first one", which is not a position or a keyword'),
        ({**LATER, "key": "a b"}, '"key" has "a b", which is not a position or a keyword'),
        ({**LATER, "handle": "block"}, 'handle = "block" and "blocks" need each other'),
        ({**LATER, "hndle": "none"}, 'unknown key "hndle"; did you mean "handle"?'),
        ({"lane": "task"}, 'needs "names" or "methods"'),
    ],
)
def test_faulty_deferral_of_your_own(table: dict[str, object], message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(deferrals={"mine": table})
    text = str(caught.value)
    assert text.startswith("[tool.poollint.deferrals.mine]: ")
    assert message in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({**WAIT, "of": "no such"}, '"of" must be a position, a keyword, each, receiver or loop'),
        ({**WAIT, "form": "wait"}, '"form" must be one of call, await, exit, cancel'),
        ({**WAIT, "by": "key"}, '"by" and "unstarted" are for form = "cancel"'),
        ({**WAIT, "form": "cancel", "by": "key"}, '"undoes" says whose callables or keys are meant'),
        ({"of": "0", "form": "await"}, 'needs "names" or "methods"'),
    ],
)
def test_faulty_join_of_your_own(table: dict[str, object], message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(joins={"mine": table})
    text = str(caught.value)
    assert text.startswith("[tool.poollint.joins.mine]: ")
    assert message in text
    assert "\n" not in text


DEFER: dict[str, object] = {"names": ["a.b"], "body": ["0"], "lane": "task", "source": "lib 1"}
JOIN: dict[str, object] = {"names": ["a.b"], "of": "0", "form": "await", "source": "lib 1"}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"defer": [{**DEFER, "lane": "tsk"}]}, 'd.toml: [[defer]] 0 (a.b): "lane" must be one of'),
        ({"defer": [{**DEFER, "boddy": "0"}]}, 'unknown key "boddy"; did you mean "body"?'),
        ({"defer": [{k: v for k, v in DEFER.items() if k != "source"}]}, '"source" is missing'),
        ({"defer": [{**DEFER, "names": []}]}, 'needs "names" or "methods"'),
        ({"defer": [DEFER, DEFER]}, '"a.b" stands in 0 as well'),
        ({"join": [{**JOIN, "error": "some"}]}, '"error" must be one of all, failed, none'),
        ({"names": [{"kind": "noreturn", "values": [], "source": "x"}]}, '"values" is missing'),
        ({"defers": []}, 'd.toml: unknown key "defers"; did you mean "defer"?'),
    ],
)
def test_faulty_deferrals(document: dict[str, object], message: str) -> None:
    with pytest.raises(CatalogueError, match=re.escape(message)):
        read_deferrals(document, "d.toml")


def test_deferrals_are_indexed() -> None:
    deferrals, joins, lists = read_deferrals(
        {
            "defer": [{**DEFER, "methods": ["go"]}],
            "join": [JOIN, {**JOIN, "when": "timeout"}],
            "names": [
                {"kind": "quiet", "values": ["len"], "source": "x"},
                {"kind": "quiet", "values": ["id"], "source": "y"},
            ],
        },
        "d.toml",
    )
    catalogue = Catalogue((), deferrals, joins, lists)
    assert catalogue.defer_by_name["a.b"] is catalogue.defer_by_method["go"][0]
    assert [join.when for join in catalogue.joins_by_name["a.b"]] == [None, "timeout"]
    assert catalogue.names("quiet") == {"len", "id"}
    assert catalogue.names("nothing") == frozenset()


# --- which files can matter


KEPT = [
    "conn = pool.getconn()\npool.putconn(conn)",
    "async with self.pool.acquire() as conn:\n    pass",
    "with db.connection_pool.connection() as conn:\n    pass",
    "conn = stack.enter_context(pool.connection())",
    "with self._pool.transport() as t:\n    pass",
    "with thing_pool() as t:\n    pass",
    "def f(pool, conn):\n    pool.release(conn)",
    "c = self._get_conn()\nself._put_conn(c)",
    "page = registry.check_out('x')\nregistry.check_in(page)",
    "x = p.borrow()\np.return_item(x)",
    "kv = mem.alloc(3)\nmem.free(kv)",
    "client = pool.pull()\npool.push(client)",
    "conn = pool.get()\npool.put(conn)",
    "x = self._pools[key].pop()\nself._pools[key].append(x)",
    "class ConnPool:\n    def take(self):\n        return self._free.pop()\n    def give(self, c):\n        "
    "self._free.append(c)",
    "from app.db import engine\nwith engine.connect() as c:\n    pass",
    "import sqlalchemy\ndb = sqlalchemy.create_engine(u)\nc = db.connect()",
    "with get_connection() as conn:\n    pass",
    "with timer(), get_conn() as conn:\n    pass",
    "async with async_session() as s:\n    pass",
    "from app import SessionLocal\ndb = SessionLocal()",
    "from sqlalchemy.orm import Session\nwith Session(e) as s:\n    pass",
    "import asyncio, aiohttp\nasync def f(s, u):\n    async with s.get(u) as r:\n        return r",
    "import requests\nr = requests.get(u, stream=True)",
    "import httpx\nwith httpx.Client() as c, c.stream('GET', u) as r:\n    pass",
    "from multiprocessing.shared_memory import SharedMemory\nm = SharedMemory('x')",
    "from kombu.pools import producers\nwith producers[c].acquire(block=True) as p:\n    pass",
    "from neo4j import GraphDatabase\nwith d.session() as s:\n    pass",
    "driver = app.driver\nwith driver.session() as s:\n    pass",
    "from tortoise.transactions import in_transaction\nasync with in_transaction() as c:\n    pass",
    "conn = pool.getconn (1)",
    "buffer = self.buffer_pool.get()",
    "buffer = BUFFER_POOL.get()",
]


@pytest.mark.parametrize("text", KEPT)
def test_files_with_pools_are_kept(text: str) -> None:
    assert SHIPPED.may_matter(text.encode())


RULED_OUT = [
    "",
    "x = d.get('a')\nd.pop('b')\nxs.append(x)",
    "with open(p) as f:\n    f.close()",
    "import sqlite3\nconn = sqlite3.connect(p)\nconn.close()",
    "import requests\nr = requests.get(u)",
    "import aiohttp\nx = d.get('a')",
    "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor() as ex:\n    ex.submit(f)",
    "spool = 1  # a tool for the schoolyard\nd.get(spool)",
    "name = tool.get('name')\nschool.get(name)",
    "m.return_value = 3\nm.return_value(4)",
    "subprocess.check_output(['ls'])",
    "q.freeze()\nx.leasehold()",
]


@pytest.mark.parametrize("word", sorted(SHIPPED.names("spoiling-word")))
def test_what_is_returned_as_broken_keeps_a_file(word: str) -> None:
    """Whatever word the recognition knows, the look at bytes knows as well."""
    assert SHIPPED.may_matter(f"x.return_{word}_thing(y)".encode())
    assert SHIPPED.may_matter(f"x.put_{word}_thing(y)".encode())
    assert not SHIPPED.may_matter(f"x.list_{word}_things(y)".encode())


@pytest.mark.parametrize("text", RULED_OUT)
def test_files_without_pools_are_ruled_out(text: str) -> None:
    assert not SHIPPED.may_matter(text.encode())


@pytest.mark.parametrize("entry", SHIPPED.pools, ids=lambda entry: entry.id)
def test_the_wide_pattern_has_every_verb(entry: PoolSpec) -> None:
    pattern = SHIPPED.candidate_pattern()
    verbs = {acquire.name for acquire in entry.acquire if not acquire.function} - {"__call__"}
    verbs |= {release.name for release in entry.release if release.name and release.form != "function"}
    for verb in verbs:
        assert pattern.search(f"x.{verb} (1)".encode()), verb
    assert pattern.search(b"with self._pool.transport() as t: pass")


def test_the_users_words_count() -> None:
    functions = load_catalogue({"db": {"acquire": ["app.db.grab"], "release": ["app.db.drop_it"]}})
    methods = load_catalogue({"q": {"acquire": ["get"], "release": ["put"]}})
    typed = load_catalogue({"t": {"types": ["app.Depot"], "acquire": ["get"], "release": ["put"]}})
    assert functions.may_matter(b"from app.db import grab as g\nx = g()")
    assert methods.may_matter(b"x = shelf.get()")
    assert typed.may_matter(b"def f(shelf: Depot):\n    x = shelf.get()")
    for catalogue in (functions, typed):
        assert not catalogue.may_matter(b"x = shelf.get()")


def test_little_of_the_standard_library_is_kept() -> None:
    files = [path.read_bytes() for path in Path(subprocess.__file__).parent.glob("*.py")]
    kept = sum(SHIPPED.may_matter(data) for data in files)
    assert kept / len(files) < 0.15


@pytest.mark.parametrize(
    "data",
    [
        b"import aiohttp\nx = " + b"(" * 100_000 + b")" * 100_000,
        b"with " * 100_000,
        b"pool[" * 100_000,
        b".acquire_" * 100_000,
        b"import " + b"a," * 100_000,
        b"import aiohttp\n" + b".get (" * 100_000,
        b"from " * 100_000,
        b"get_" + b" " * 200_000,
    ],
    ids=lambda data: data[:12].decode().strip(),
)
def test_no_bytes_make_the_look_slow(data: bytes) -> None:
    start = time.process_time()
    SHIPPED.may_matter(data)
    assert time.process_time() - start < 5


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from poollint.catalogue import load_catalogue; load_catalogue().may_matter(b'x');"
        "print(*sorted({'libcst', 'click', 'pathspec'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(DATA.parent.parent)},
    )
    assert done.stdout.strip() == ""
