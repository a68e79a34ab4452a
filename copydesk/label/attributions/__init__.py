"""Who said what: quotations, reported speech, and the speakers behind them.

Terms are those of PARC3 (Pareti 2016) and PolNeAR (Newell, Margolin and Ruths 2018): source (here
``speaker``), cue and content. As there, what somebody is said to think, want or judge counts as said.
A content has no "that" before it and no mark at its end (corpus/GUIDE.md). The rules:

=======================  ===========================================================
quote-before-cue         "Rain came late," Okoro said.
quote-after-cue          Okoro said, "Rain came late." Okoro called it "late".
quote-according-to       It was "late", according to Okoro.
split-quote              "Rain came," Okoro said. **"It was late."**
quote-same-sentence      a later quotation of a sentence whose first has a cue
quote-after-report       Okoro said it was late. **"Rain came at night."**
quote-of-subject         a long quotation without a known cue: the sentence's subject
quote-after-colon        a line that ends with a colon, then lines in quotation marks
name-before-colon        The last word - Ida Lund: "It was late."
name-after-dash          "It was late." - Ida Lund
continued-paragraph      a quotation that goes on in the next paragraph
carried-speaker          a line that is only a quotation: who spoke last
transcript-turn          LUND: It was late.
headline-colon           Minister: talks will go on
clause-after-cue         Okoro said (that) rain came late.
clause-before-cue        Rain came late, Okoro said.
clause-around-cue        Rain, Okoro said, came late.
object-after-cue         Okoro criticized the delay.
infinitive-after-cue     Okoro wants to rebuild.
according-to             According to Okoro, rain came late.
neither-nor              Okoro neither confirmed nor denied the sale.
=======================  ===========================================================
"""

from __future__ import annotations

from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from copydesk.label.attributions.colons import spoken_lines
from copydesk.label.attributions.contents import end_of_content
from copydesk.label.attributions.marks import quotes_of
from copydesk.label.attributions.reports import Reader, Report
from copydesk.label.attributions.speakers import Speakers
from copydesk.label.attributions.units import is_idle, units_of
from copydesk.record import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.label.attributions.marks import Quote
    from copydesk.record import Document

__all__ = ["label"]

_SPAN = itemgetter(0, 1)


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
    for place in lines:
        speaker, line = spoken.get(place.start, (None, place))
        if speaker is not None:
            reader.read_turn(speaker, line)
            continue
        quoted: Sequence[Quote] = quotes.get(place.start, ())
        first = bisect_left(starts, line.start)
        stop = bisect_left(starts, line.end, first)
        if not quoted and stop - first > 1 and is_idle(document.lowered[line.start : line.end]):
            reader.skip()
            continue
        units = units_of(document, line, sentences[first:stop], quoted)
        if units:
            reader.read(units, opens_with_quote=bool(quoted) and quoted[0].start == line.start)
        else:
            reader.skip()
    return _rows(document, reader.reports)


def _lines(document: Document) -> list[Span]:
    """Cut paragraphs at their line breaks: a list or a caption says nothing about its neighbours."""
    lines, text = [], document.text
    for paragraph in document.paragraphs:
        if text.find("\n", *paragraph) < 0:
            lines.append(paragraph)
            continue
        start = paragraph.start
        while (at := text.find("\n", start, paragraph.end)) >= 0:
            if at > start:
                lines.append(Span(start, at))
            start = at + 1
        if paragraph.end > start:
            lines.append(Span(start, paragraph.end))
    return lines


def _rows(document: Document, reports: list[Report]) -> list[Attribution]:
    """Number the utterances in reading order and give one row a stretch."""
    told = [report for report in reports if report.rows]
    if not told:
        return []
    text, speakers = document.text, Speakers(document)
    told.sort(key=lambda report: min(report.rows))
    rows: list[Attribution] = []
    for utterance, report in enumerate(told, start=1):
        speaker_start, speaker_end = report.speaker.span if report.speaker else (None, None)
        name, sort = None, None
        if report.speaker:
            turn = report.rows[0][3] == "transcript-turn"
            whole, named = report.speaker
            name, sort = speakers.label(named) if turn else speakers.resolve(named)
            common = sort in {"unnamed", "group"} or (" " in name and name[1:].islower())
            if common and name == text[named.start : named.end]:
                name = text[whole.start : whole.end]
        cue_start, cue_end = report.cue or (None, None)
        for start, end, kind, rule in report.rows:
            said = (
                start,
                end_of_content(text, start, end),
                kind,
                speaker_start,
                speaker_end,
                name,
                sort,
                cue_start,
                cue_end,
                utterance,
                rule,
            )
            rows.append(Attribution._make(said))
    return sorted(rows, key=_SPAN)
