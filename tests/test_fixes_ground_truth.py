"""Fixes against programs that are run: a small part of `benchmarks/fixes.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_planted_faults_are_repaired_and_no_program_is_broken() -> None:
    command = [sys.executable, "-W", "ignore", "benchmarks/fixes.py", "--count", "24", "--seed", "5"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "broken" not in run.stdout
    assert " repaired\n" in run.stdout
