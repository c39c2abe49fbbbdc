"""Checks the Python files in a folder of archives (sdists and wheels), with Dask.

    python check_archives.py FOLDER

`poollint.check_source` is a function from a text to findings: it reads nothing, keeps nothing between calls, and
both sides can be pickled. So any engine that maps a function over texts will do; nothing is unpacked to disk.
"""

import sys
import tarfile
import zipfile
from pathlib import Path

import dask.bag

from poollint import check_source

MOST_BYTES = 5_000_000


def texts(archive):
    """(name, bytes) of each Python file in an archive."""
    if archive.endswith((".whl", ".zip")):
        with zipfile.ZipFile(archive) as opened:
            for member in opened.infolist():
                if member.filename.endswith(".py") and member.file_size <= MOST_BYTES:
                    yield f"{Path(archive).name}/{member.filename}", opened.read(member)
    else:
        with tarfile.open(archive) as opened:
            for member in opened:
                if member.isfile() and member.name.endswith(".py") and member.size <= MOST_BYTES:
                    yield f"{Path(archive).name}/{member.name}", opened.extractfile(member).read()


def findings(item):
    """The findings in one of them."""
    name, data = item
    return check_source(data, name)


def check(folder, **scheduling):
    """The findings in all archives of a folder, in order."""
    archives = sorted(str(path) for path in Path(folder).iterdir() if path.suffix in (".whl", ".zip", ".gz"))
    bag = dask.bag.from_sequence(archives, partition_size=1).map(texts).flatten()
    found = bag.map(findings).flatten().compute(**scheduling)
    return sorted(found, key=lambda finding: (finding.filename, finding.span))


if __name__ == "__main__":
    for finding in check(sys.argv[1]):
        start = finding.span.start
        print(f"{finding.filename}:{start.row}:{start.column}: {finding.code} {finding.message}")
