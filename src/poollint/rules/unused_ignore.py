"""## What it finds

A suppression comment that suppresses nothing.

## Why it matters

It hides the next finding at that place.

## Limits

Judged only for rules that this run has judged.
"""

from poollint.rules import Rule

RULE = Rule("POOL901", "unused-ignore", "a suppression comment that suppresses nothing", module=__name__)
