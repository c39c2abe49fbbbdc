"""## What it finds

A file that could not be read as Python: a syntax error, bytes that are not text, nesting that no parser
takes.

## Why it matters

Nothing in such a file is checked.

## Limits

A syntax newer than the running Python is accepted as far as libcst knows it. A file that cannot be opened
at all is an error of the run (exit code 2), not a finding.
"""

from poollint.rules import Rule

RULE = Rule("POOL900", "cannot-parse", "a file that could not be read or parsed", module=__name__)
