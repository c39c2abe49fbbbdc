"""The example on Dask: archives in, findings out, on the local schedulers."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from poollint import check_source

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "dask_archives"
LATE = b"def f(pool):\n    conn = pool.acquire()\n    pool.release(conn)\n    conn.ping()\n"


def test_findings_can_be_pickled_and_are_those_of_any_other_call() -> None:
    found = check_source(LATE, "a.py")
    assert [finding.code for finding in found] == ["POOL101"]
    assert pickle.loads(pickle.dumps(found)) == found == check_source(LATE.decode(), "a.py")
    assert pickle.loads(pickle.dumps(check_source)) is check_source


def test_a_text_is_judged_without_looking_at_any_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "db.py").write_text("def tidy(pool, conn):\n    pool.putconn(conn)\n")
    monkeypatch.chdir(tmp_path)
    text = (
        "import db\n\n\ndef f(pool):\n    conn = pool.getconn()\n    db.tidy(pool, conn)\n    conn.ping()\n"
    )
    assert check_source(text, "main.py") == []


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    with zipfile.ZipFile(tmp_path / "b-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("b/__init__.py", "")
        wheel.writestr("b/late.py", LATE)
        wheel.writestr("b/data.bin", LATE)
    with tarfile.open(tmp_path / "a-1.0.tar.gz", "w:gz") as sdist:
        for name in ("a-1.0/late.py", "a-1.0/broken.py"):
            member = tarfile.TarInfo(name)
            data = LATE if "late" in name else LATE + b"def\n"
            member.size = len(data)
            sdist.addfile(member, io.BytesIO(data))
    (tmp_path / "notes.txt").write_bytes(LATE)
    return tmp_path


def test_archives_on_local_schedulers(archives: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("dask.bag")
    monkeypatch.syspath_prepend(str(EXAMPLE))
    from check_archives import check  # type: ignore[import-not-found]

    found = check(archives, scheduler="sync")
    assert [(finding.filename, finding.code) for finding in found] == [
        ("a-1.0.tar.gz/a-1.0/broken.py", "POOL900"),
        ("a-1.0.tar.gz/a-1.0/late.py", "POOL101"),
        ("b-1.0-py3-none-any.whl/b/late.py", "POOL101"),
    ]
    path = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [sys.executable, "check_archives.py", str(archives)],
        cwd=EXAMPLE,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [line.partition(": ")[0] for line in done.stdout.splitlines()] == [
        "a-1.0.tar.gz/a-1.0/broken.py:5:4",
        "a-1.0.tar.gz/a-1.0/late.py:3:5",
        "b-1.0-py3-none-any.whl/b/late.py:3:5",
    ]
