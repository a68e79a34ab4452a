"""The text of an article with its labels marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rich.style import Style
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from copydesk.evaluate import Fault
    from copydesk.record import Span

STYLES = {
    "attributions": Style(color="blue"),
    "speaker": Style(color="magenta", bold=True),
    "cue": Style(color="magenta", italic=True),
    "timexes": Style(color="cyan", underline=True),
    "countries": Style(color="green", underline=True),
    "hedges": Style(color="yellow", underline=True),
    "sentences": Style(dim=True),
    "missed": Style(color="red", underline=True),
    "wrong": Style(color="red", bold=True),
}
"""How each kind of label looks."""

LEGEND = {
    "attributions": "⟨1 what was said⟩",
    "speaker": "who",
    "cue": "cue",
    "timexes": "[when → value]",
    "countries": "[country = code]",
    "hedges": "[hedge ?]",
    "sentences": "¦ next sentence",
}
"""What each kind of label looks like, in the order of the legend."""


_PICTURES = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) != "\n"},
    **dict.fromkeys(range(0x7F, 0xA0), "\ufffd"),
}


def printable(text: str) -> str:
    r"""Give the text with a picture for every control character, so that no page drives the terminal.

    >>> printable("\x1b[31mred")
    '␛[31mred'
    """
    return text.translate(_PICTURES)


class Mark(NamedTuple):
    """A stretch of text that is shown in a style, between an opening and a closing sign."""

    start: int
    end: int
    opening: str
    closing: str
    style: Style


def marks_of(article: Mapping[str, Any], layers: Sequence[str], faults: Sequence[Fault]) -> list[Mark]:
    """Give the marks of an article's labels, and of what gold has and the article has not."""
    marks: list[Mark] = []
    wrong = {(fault.layer, fault.span) for fault in faults if fault.what != "missed"}
    for layer in layers:
        if layer in _MARKS and article.get(layer):
            for number, row in enumerate(article[layer], 1):
                made = _MARKS[layer](row, number, article["text"])
                if (layer, (row.start, row.end)) in wrong:
                    made[0] = made[0]._replace(closing=f"{made[0].closing[:-1]} ✗{made[0].closing[-1:]}")
                marks += made
    for fault in faults:
        if fault.what == "missed" and fault.span and fault.layer in layers and fault.layer != "sentences":
            closing = f" ✗ missed {fault.layer}]"
            marks.append(Mark(*fault.span, "[", closing, STYLES["missed"]))
    return marks


def _attribution(row: Any, number: int, _text: str) -> list[Mark]:
    marks = [Mark(row.start, row.end, f"⟨{number} ", "⟩", STYLES["attributions"])]
    if row.speaker_start is not None:
        marks.append(Mark(row.speaker_start, row.speaker_end, "", "", STYLES["speaker"]))
    if row.cue_start is not None:
        marks.append(Mark(row.cue_start, row.cue_end, "", "", STYLES["cue"]))
    return marks


def _timex(row: Any, _number: int, _text: str) -> list[Mark]:
    value = f"{row.value} {row.mod}" if row.mod else row.value
    return [Mark(row.start, row.end, "[", f" → {value}]", STYLES["timexes"])]


def _country(row: Any, _number: int, _text: str) -> list[Mark]:
    return [Mark(row.start, row.end, "[", f" = {row.code}]", STYLES["countries"])]


def _hedge(row: Any, _number: int, text: str) -> list[Mark]:
    cue = "" if text[row.start : row.end].lower() == row.cue else f" {row.cue}"
    return [Mark(row.start, row.end, "[", f" ?{cue}]", STYLES["hedges"])]


def _sentence(row: Any, number: int, _text: str) -> list[Mark]:
    return [Mark(row.start, row.start, "¦" if number > 1 else "", "", STYLES["sentences"])]


_MARKS = {
    "attributions": _attribution,
    "timexes": _timex,
    "countries": _country,
    "hedges": _hedge,
    "sentences": _sentence,
}


def marked_paragraph(text: str, paragraph: Span, marks: Sequence[Mark]) -> Text:
    """Give one paragraph with its marks; labels may lie inside one another or overlap."""
    inside = [
        mark._replace(start=max(mark.start, paragraph.start), end=min(mark.end, paragraph.end))
        for mark in marks
        if mark.start < paragraph.end and mark.end >= paragraph.start and mark.start >= paragraph.start
    ]
    cuts = sorted({*paragraph, *(mark.start for mark in inside), *(mark.end for mark in inside)})
    shown = Text()
    for place, cut in enumerate(cuts):
        for sign, style in _signs(inside, cut, paragraph.start):
            shown.append(sign, style)
        if place + 1 < len(cuts):
            # the longest goes first, so that what is inside it shows
            over = sorted(
                (mark for mark in inside if mark.start <= cut < mark.end), key=_length, reverse=True
            )
            style = Style.combine([Style.null(), *(mark.style for mark in over)])
            shown.append(printable(text[cut : cuts[place + 1]]), style)
    return shown


def _signs(marks: Sequence[Mark], cut: int, first: int) -> Iterator[tuple[str, Style]]:
    """The signs at one place: of what ends there, the inner first; then of what begins, the outer first."""
    dim = Style(underline=False)
    for mark in sorted((mark for mark in marks if mark.end == cut), key=_length):
        if mark.closing and mark.end > mark.start:
            red = STYLES["wrong"] if "✗" in mark.closing else mark.style
            yield mark.closing, red + dim
    for mark in sorted((mark for mark in marks if mark.start == cut), key=_length, reverse=True):
        if mark.opening and not (mark.start == mark.end == first):
            yield mark.opening, mark.style + dim


def _length(mark: Mark) -> int:
    return mark.end - mark.start


def legend(layers: Sequence[str]) -> Text:
    """Give the legend of the layers that are shown."""
    shown = Text()
    for name, sample in LEGEND.items():
        if name in layers or ("attributions" in layers and name in {"speaker", "cue"}):
            shown.append(sample, STYLES[name])
            shown.append("   ")
    return shown
