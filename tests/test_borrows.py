"""Borrowed values: judged by a pass of their own, which no other rule can see."""

from __future__ import annotations

import corpus
import pytest

import poollint
from poollint.catalogue import CatalogueError, load_catalogue
from poollint.catalogue.pools import read_pool
from poollint.catalogue.reading import Table
from poollint.config import Config
from poollint.finding import Finding
from poollint.typestate.state import State, assign


def found(case: corpus.Case, config: Config) -> list[Finding]:
    filename = case.headers.get("filename", (case.path.name,))[0]
    return [one for one in poollint.check_source(case.text, filename, config) if one.code[:5] != "POOL9"]


@pytest.mark.parametrize("folder", ["rules", "libraries", "verdicts"])
def test_other_rules_say_the_same_beside_it(folder: str) -> None:
    for case in corpus.cases():
        if case.name.startswith(folder):
            beside = found(case, Config(extend_select=("POOL106",)))
            assert [one for one in beside if one.code != "POOL106"] == found(case, Config())


def test_one_finding_where_the_object_itself_is_used_on_the_same_line() -> None:
    text = (
        "def f(pool):\n    conn = pool.getconn()\n    cur = conn.cursor()\n    pool.putconn(conn)\n"
        "    return conn.info(), cur.fetchone()\n"
    )
    assert [one.code for one in poollint.check_source(text, "a.py", Config(select=("POOL1",)))] == ["POOL101"]
    assert [one.code for one in poollint.check_source(text, "a.py", Config(select=("POOL106",)))] == [
        "POOL106"
    ]


def test_names_of_the_lender_move_with_assignments() -> None:
    state = State("held", aliases=frozenset({"cur"}), lender=frozenset({"conn"}))
    state = assign(assign(state, "self.conn", "conn"), "conn", None)
    assert (state.aliases, state.lender) == ({"cur"}, {"self.conn"})


def test_an_attribute_can_be_lent() -> None:
    spec = load_catalogue().spec("shared_memory")
    assert spec is not None
    assert [(one.name, one.attribute, one.fate) for one in spec.borrows] == [("buf", True, "dies")]


def test_a_loan_has_a_method_or_an_attribute() -> None:
    table = {
        "acquire": ["take"],
        "release": ["give"],
        "borrows": [{"method": "m", "attribute": "a", "fate": "dies"}],
    }
    with pytest.raises(CatalogueError, match='unknown key "method"'):
        read_pool(Table(table, "x"), user="x")


@pytest.mark.parametrize(
    ("name", "codes"), [("cur", ["POOL106"]), ("dict_cursor", ["POOL106"]), ("options", [])]
)
def test_what_comes_with_a_connection_is_told_by_its_name(name: str, codes: list[str]) -> None:
    text = (
        "from db import close_conn, get_conn\n\n\ndef rows(query):\n"
        f"    conn, {name} = get_conn()\n    close_conn(conn)\n    return {name}.fetchall()\n"
    )
    assert [one.code for one in poollint.check_source(text, "a.py", Config(select=("POOL106",)))] == codes
