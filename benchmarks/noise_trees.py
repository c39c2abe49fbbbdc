"""The trees that the noise is measured on: pinned packages, fetched and unpacked, never built or run."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

STDLIB = "python"  # the package name under which the standard library of the running Python is counted


class NoiseError(Exception):
    """Something that keeps the measurement from being made; the message is one line for the user."""


@dataclass(frozen=True)
class Package:
    """A pinned release: what to fetch, and the archive that must come."""

    name: str
    version: str
    archive: str
    sha256: str
    python: str = "3.14"

    @property
    def label(self) -> str:
        return f"{self.name}-{self.version}"


def load_packages(path: Path) -> list[Package]:
    """The pinned packages of a TOML file, by name."""
    return [Package(**entry) for entry in read_toml(path).get("package", [])]


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as plain data; NoiseError where it is missing or broken."""
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise NoiseError(f"{path}: {error}") from None
    return content


def fetch(package: Package, trees: Path) -> Path:
    """Make sure that a package lies unpacked below `trees`; give back its directory."""
    target = trees / package.label
    stamp = target / ".complete"
    if stamp.is_file() and stamp.read_text(encoding="ascii").strip() == package.sha256:
        return target
    archive = trees / "archives" / package.archive
    if not archive.is_file():
        _download(package, archive.parent)
    if not archive.is_file():
        raise NoiseError(f"{package.label}: the registry gave another file than {package.archive}")
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise NoiseError(f"{archive}: sha256 is {digest}, pinned is {package.sha256}")
    shutil.rmtree(target, ignore_errors=True)
    unpack(archive, target)
    stamp.write_text(package.sha256, encoding="ascii")
    return target


def _download(package: Package, directory: Path) -> None:
    """Fetch the pinned file, and nothing more.

    `pip download` would run the build backend of a source distribution to ask for its metadata; `unearth`
    only finds and fetches files.
    """
    directory.mkdir(parents=True, exist_ok=True)
    form = "--only-binary" if package.archive.endswith(".whl") else "--no-binary"
    command = [sys.executable, "-m", "unearth", f"{package.name}=={package.version}", form]
    command += ["--python-version", package.python, "--download", str(directory)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if "No module named unearth" in result.stderr:
        raise NoiseError("fetching needs `unearth`: python -m pip install unearth")
    if result.returncode != 0:
        raise NoiseError(f"{package.label}: {result.stderr.strip().splitlines()[-1:] or 'not fetched'}")


def unpack(archive: Path, target: Path) -> None:
    """Write the archive's Python files below `target`, without the top folder of a source distribution."""
    for name, content in _python_members(archive):
        parts = PurePosixPath(name).parts
        if archive.suffix != ".whl":
            parts = parts[1:]
        if not parts or ".." in parts or PurePosixPath(name).is_absolute():
            continue
        path = target.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            shutil.copyfileobj(content, out)


def _python_members(archive: Path) -> Iterator[tuple[str, IO[bytes]]]:
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as wheel:
            for entry in wheel.infolist():
                if entry.filename.endswith(".py"):
                    with wheel.open(entry) as content:
                        yield entry.filename, content
        return
    with tarfile.open(archive) as source:
        for member in source:
            if member.isfile() and member.name.endswith(".py"):
                content_or_none = source.extractfile(member)
                if content_or_none is not None:
                    yield member.name, content_or_none


def standard_library(trees: Path) -> tuple[str, Path]:
    """A copy of the running Python's library without what is installed beside it: (label, directory)."""
    target = trees / f"{STDLIB}-{platform.python_version()}"
    if not (target / ".complete").is_file():
        shutil.rmtree(target, ignore_errors=True)
        library = Path(sysconfig.get_path("stdlib"))
        for path in _python_files(library, skip=("site-packages", "dist-packages", "__pycache__")):
            place = target / path.relative_to(library)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
        (target / ".complete").write_text("", encoding="ascii")
    return target.name, target


def _python_files(root: Path, skip: Sequence[str] = ()) -> Iterator[Path]:
    for directory, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in skip)
        for name in sorted(files):
            if name.endswith(".py"):
                yield Path(directory, name)
