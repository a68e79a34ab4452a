"""Who said what: quotations, reported speech, and the speakers behind them.

Terms are those of PARC3 (Pareti 2016) and PolNeAR (Newell, Margolin and Ruths 2018): source (here
``speaker``), cue and content.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from copydesk.label.attributions.colons import spoken_lines
from copydesk.label.attributions.marks import quotes_of
from copydesk.label.attributions.reports import Reader, Report, units_of
from copydesk.label.attributions.speakers import Speakers
from copydesk.record import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.record import Document

__all__ = ["label"]


def label(document: Document, *, sentences: Sequence[Span]) -> list[Attribution]:
    """Label the attributions of an article, in the order of their contents.

    Documents in a language that is known and not English have none.
    """
    if not document.language.startswith(("en", "und")):
        return []
    reader = Reader(document)
    lines = _lines(document)
    quotes = quotes_of(document, lines)
    starts = [sentence.start for sentence in sentences]
    spoken = spoken_lines(document, lines)
    for line in lines:
        if line.start in spoken:
            reader.read_turn(*spoken[line.start])
            continue
        quoted = quotes.get(line.start, ())
        first, stop = bisect_left(starts, line.start), bisect_left(starts, line.end)
        units = units_of(document, line, sentences[first:stop], quoted)
        if units:
            reader.read(units, opens_with_quote=bool(quoted) and quoted[0].start == line.start)
        else:
            reader.skip()
    return _rows(reader.reports, Speakers(document))


def _lines(document: Document) -> list[Span]:
    """Cut paragraphs at their line breaks: a list or a caption says nothing about its neighbours."""
    lines, text = [], document.text
    for start, end in document.paragraphs:
        while 0 <= (at := text.find("\n", start, end)):
            if at > start:
                lines.append(Span(start, at))
            start = at + 1
        if end > start:
            lines.append(Span(start, end))
    return lines


def _rows(reports: list[Report], speakers: Speakers) -> list[Attribution]:
    """Number the utterances in reading order and give one row a stretch."""
    told = [report for report in reports if report.rows]
    told.sort(key=lambda report: min(report.rows))
    rows = []
    known: dict[Span, tuple[str, str]] = {}
    for utterance, report in enumerate(told, start=1):
        mention, cue = report.speaker, report.cue
        speaker: tuple[int, int, str, str] | tuple[None, None, None, None] = (None, None, None, None)
        if mention is not None:
            if mention not in known:
                known[mention] = speakers.resolve(mention)
            speaker = (*mention, *known[mention])
        rows.extend(
            Attribution(start, end, kind, *speaker, *(cue or (None, None)), utterance, rule)
            for start, end, kind, rule in report.rows
        )
    return sorted(rows, key=lambda row: (row.start, row.end))
