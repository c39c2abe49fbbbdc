"""## What it finds

A suppression comment that names a rule which does not exist.

## Why it matters

It suppresses nothing, and its author thinks it does.

## Limits

None known.
"""

from poollint.rules import Rule

RULE = Rule("POOL902", "unknown-ignore", "a suppression comment that names no rule", module=__name__)
