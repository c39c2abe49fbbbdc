"""Fixes: edits that take a finding away, tried before they are offered.

Invariant: nothing here changes a file or knows of one; a fix is edits of a text, and the text outside of
them stays as it is, byte for byte.
"""

from __future__ import annotations

from poollint.fixes.choose import offers
from poollint.fixes.verify import Diagnose

__all__ = ["Diagnose", "offers"]
