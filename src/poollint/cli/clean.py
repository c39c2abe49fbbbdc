"""`poollint clean`: takes the cache away."""

from __future__ import annotations

import os
import shutil

import click

from poollint.cli.terminal import complain, tell
from poollint.config import ConfigFinder


@click.command(short_help="Remove the cache.")
@click.option(
    "--cache-dir",
    metavar="DIR",
    envvar="POOLLINT_CACHE_DIR",
    help="Where the cache is, in place of .poollint_cache in the project root.",
)
def clean(cache_dir: str | None) -> int:
    """Remove the folder in which results are kept between runs; nothing else that stands there."""
    from poollint.cache import clean_folder

    folder = clean_folder(cache_dir, ConfigFinder().for_folder(os.getcwd()))
    if folder is None:
        tell("There is no cache.")
        return 0
    try:
        shutil.rmtree(folder)
    except OSError as error:
        complain(f"error: {folder}: cannot be removed: {error.strerror}")
        return 2
    tell(f"Removed `{folder}`.")
    return 0
