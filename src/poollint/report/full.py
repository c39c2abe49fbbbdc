"""The full report: each finding as a picture of its trail in the source, with what to do about it below.

Steps are numbered in order of time, since time and text order differ. The finding's own place is underlined
with `^`, as is the place that a note speaks of, the others with `-`: the meaning survives without colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from poollint.finding import Finding, Fix, Step
from poollint.report.advice import changed_lines
from poollint.report.frame import Frame, Label
from poollint.report.outline import Outline
from poollint.report.paint import Paint
from poollint.report.steps import MOST_STEPS, is_primary
from poollint.report.text import visible


def render_full(findings: Iterable[Finding], texts: Mapping[str, str], *, width: int, color: bool) -> str:
    """A picture per finding, an empty line between two."""
    paint = Paint(color)
    outlines = {name: Outline(text) for name, text in texts.items()}
    return "\n".join(_Picture(finding, outlines, width, paint).render() for finding in findings)


@dataclass(frozen=True)
class _Numbered:
    number: int
    step: Step


class _Picture:
    def __init__(self, finding: Finding, outlines: Mapping[str, Outline], width: int, paint: Paint) -> None:
        self._finding = finding
        self._outlines = outlines
        self._width = width
        self._paint = paint

    def render(self) -> str:
        finding, paint = self._finding, self._paint
        steps = self._shown_steps()
        here = [numbered for numbered in steps if self._is_near(numbered.step)]
        labels = [self._label(numbered) for numbered in here]
        if not any(label.primary for label in labels):
            labels.append(Label(finding.span, "", primary=True))
        head = f"{paint.error(f'error[{finding.code}]')}{paint.strong(f': {visible(finding.message)}')}"
        lines = [head]
        frame = self._frame(finding.filename, labels)
        lines += frame.render(finding.span)
        for group in self._elsewhere([numbered for numbered in steps if numbered not in here]):
            lines.append(frame.bar())
            lines.append(self._note(group))
            labels = [self._label(numbered) for numbered in group]
            labels[0] = replace(labels[0], primary=True)
            frame = self._frame(group[0].step.filename, labels)
            lines += frame.render(group[0].step.span)
        lines.append(frame.bar())
        lines += [frame.footer(line) for line in self._footer(len(finding.trail) - len(steps))]
        lines += [f"{frame.bar()} {line}" if line else frame.bar() for line in self._advice()]
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def _advice(self) -> list[str]:
        """The lines of a fix that nobody but a person makes."""
        fix, outline = self._finding.fix, self._outlines.get(self._finding.filename)
        if fix is None or fix.applicability != "display-only" or outline is None:
            return []
        return ["", *changed_lines(outline.lines, fix.edits)]

    def _shown_steps(self) -> list[_Numbered]:
        """At most five: the finding's own place, the first, the last, then the others from the start on."""
        everything = [_Numbered(number, step) for number, step in enumerate(self._finding.trail, 1)]
        if len(everything) <= MOST_STEPS:
            return everything
        own = [numbered for numbered in everything if is_primary(numbered.step, self._finding)]
        wanted = list(dict.fromkeys([*own[:1], everything[0], everything[-1], *everything]))[:MOST_STEPS]
        return sorted(wanted, key=lambda numbered: numbered.number)

    def _is_near(self, step: Step) -> bool:
        """Whether a step belongs into the main frame: same file, same outermost function."""
        finding = self._finding
        if step.filename != finding.filename:
            return False
        outline = self._outlines.get(finding.filename)
        if outline is None:
            return True
        return outline.function_at(step.span.start.row) == outline.function_at(finding.span.start.row)

    def _elsewhere(self, steps: Sequence[_Numbered]) -> list[list[_Numbered]]:
        groups: dict[tuple[str, object], list[_Numbered]] = {}
        for numbered in steps:
            outline = self._outlines.get(numbered.step.filename)
            function = outline.function_at(numbered.step.span.start.row) if outline else None
            groups.setdefault((numbered.step.filename, function), []).append(numbered)
        return list(groups.values())

    def _note(self, group: Sequence[_Numbered]) -> str:
        step = group[0].step
        outline = self._outlines.get(step.filename)
        function = outline.function_at(step.span.start.row) if outline else None
        kinds = " and ".join(dict.fromkeys(numbered.step.kind for numbered in group))
        place = f"in `{function.name}`" if function else "outside this function"
        if step.filename != self._finding.filename:
            place = f"{place}, in another file" if function else "in another file"
        return f"{self._paint.note('note')}{self._paint.strong(f': {kinds} {place}')}"

    def _label(self, numbered: _Numbered) -> Label:
        step = numbered.step
        return Label(
            step.span, f"{numbered.number}. {visible(step.message)}", is_primary(step, self._finding)
        )

    def _frame(self, filename: str, labels: Sequence[Label]) -> Frame:
        outline = self._outlines.get(filename)
        return Frame(filename, outline.lines if outline else (), labels, self._width, self._paint)

    def _footer(self, unseen: int) -> list[str]:
        finding = self._finding
        footer = []
        if unseen > 0:
            footer.append(f"steps: {unseen} more (`--output-format json` has them all)")
        if finding.help:
            footer.append(f"help: {visible(finding.help)}")
        if finding.fix is not None:
            footer.append(_fix(finding.fix))
        elif finding.no_fix_reason:
            footer.append(f"no fix: {visible(finding.no_fix_reason)}")
        confidence = f"confidence {finding.confidence}"
        footer.append(f"rule: {finding.name}, {confidence} (`poollint rule {finding.code}`)")
        return footer


def _fix(fix: Fix) -> str:
    """How far it can be trusted, what it does, why it is not safe, and the flags that make it."""
    why = f" ({visible(fix.reason)})" if fix.reason else ""
    flags = {"safe": "`--fix`", "unsafe": "`--fix --unsafe-fixes`", "display-only": "by hand"}
    return f"fix: {fix.applicability}, {visible(fix.message)}{why}: {flags[fix.applicability]}"
