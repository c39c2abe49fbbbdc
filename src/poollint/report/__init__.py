"""Reports: findings to text, in each format.

Invariant: they know findings and the texts that these point into, and read no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from poollint.finding import Finding


def render(
    findings: Sequence[Finding],
    output_format: str,
    *,
    texts: Mapping[str, str] | None = None,
    width: int = 120,
    color: bool = False,
) -> str:
    """The findings in `output_format`, each line ended; the empty string where there is nothing to say.

    `texts` holds the text of each file by its name, for the pictures of `full`; `width` is the terminal's.
    """
    if output_format == "json":
        from poollint.report.json import render_json

        return render_json(findings)
    if not findings:
        return ""
    if output_format == "github":
        from poollint.report.github import render_github

        return render_github(findings)
    if output_format == "concise":
        from poollint.report.concise import render_concise

        return render_concise(findings)
    from poollint.report.full import render_full

    return render_full(findings, texts or {}, width=width, color=color)
