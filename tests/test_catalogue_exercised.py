"""The corpus exercises the catalogue: each deferral, each join, and the pools but for a short list."""

from __future__ import annotations

from itertools import combinations

import exercise
import pytest

from poollint.catalogue import Deferral, Join, PoolSpec, load_catalogue

SHIPPED = load_catalogue()
LATE = frozenset({"task", "greenlet", "callback", "thread", "background", "exit", "stack", "lazy", "device"})


def label(record: Deferral | Join) -> str:
    first = (*record.names, *record.methods, "await")[0]
    return "-".join([first, *record.types[:1], *([record.form] if isinstance(record, Join) else [])])


@pytest.mark.parametrize("record", SHIPPED.deferrals, ids=label)
def test_deferral_is_exercised(record: Deferral) -> None:
    """What runs late is shown where that is wrong; what runs at once or on a copy, where it is right."""
    names = exercise.deferring().get(record, frozenset())
    side = "bad" if record.lane in LATE else "good"
    assert any(name.rpartition("/")[2].startswith(f"{side}_") for name in names)


@pytest.mark.parametrize("join", [join for join in SHIPPED.joins if join.names or join.methods], ids=label)
def test_join_is_exercised(join: Join) -> None:
    """A deferral that is taken back is shown where that makes the code right."""
    names = exercise.deferring().get(join, frozenset())
    assert names
    if join.form == "cancel":
        assert any(name.rpartition("/")[2].startswith("good_") for name in names)


def test_the_catalogue_is_wide() -> None:
    assert len(SHIPPED.deferrals) >= 60
    assert len(SHIPPED.joins) >= 30


@pytest.mark.parametrize("method", sorted(SHIPPED.defer_by_method))
def test_a_call_has_one_meaning(method: str) -> None:
    """Two records of one method differ in their receivers, or in an argument."""
    for one, other in combinations(SHIPPED.defer_by_method[method], 2):
        if one.when != other.when:
            continue
        assert set(one.types).isdisjoint(other.types)
        assert set(one.words).isdisjoint(other.words)
        assert (one.types or one.words) and (other.types or other.words)


def test_functions_have_one_meaning() -> None:
    names = [name for record in SHIPPED.deferrals for name in record.names]
    assert len(names) == len(set(names))
    of_joins = [(name, join.form, join.when) for join in SHIPPED.joins for name in join.names]
    assert len(of_joins) == len(set(of_joins))


NO_HARM = {"cassandra": "requests share a connection, and a use after the return is normal"}


@pytest.mark.parametrize("entry", SHIPPED.pools, ids=lambda entry: entry.id)
def test_pool_is_exercised(entry: PoolSpec) -> None:
    """What lends is shown wrong and right, what only looks like a pool is shown right."""
    names = {name.rpartition("/")[2] for name in exercise.lending().get(entry.id, frozenset())}
    sides = {name.partition("_")[0] for name in names}
    assert "good" in sides
    assert entry.negative or ("bad" in sides) is not (entry.id in NO_HARM)


def test_each_library_has_a_folder() -> None:
    """At least thirty libraries have cases of their own."""
    folders = {
        name.split("/")[1] for names in exercise.lending().values() for name in names if "libraries/" in name
    }
    assert len(folders) >= 30
