"""Rows from sentences: each cue with its content, each quotation with its cue."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk.label.attributions.colons import headline_colon
from copydesk.label.attributions.contents import Region, region_of
from copydesk.label.attributions.cues import Cue, cues_of
from copydesk.label.attributions.lexicon import screen, words
from copydesk.label.attributions.mentions import Mention, is_animate, left_mention, main_subject
from copydesk.label.attributions.titles import is_title_of_work
from copydesk.label.attributions.units import QUOTE, Unit
from copydesk.record import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.label.attributions.marks import Quote
    from copydesk.record import Document

_LONG = 4
_ASKED = frozenset("?!,…—")
_WHO = r"(?:(?:[A-Z][\w’'.-]*|the|a|an|one|her|his) ){1,5}(?:\w+ly )?"
_REPORTED_AFTER = re.compile(
    _WHO + r"(?:said|says|asked|asks|added|replied|went on|wrote|told|shouted|continued|cried|responded|\w+ed)\b"
)
_REPORTED_ALONE = re.compile(_WHO + r"(?:said|says|asked|added|replied|wrote|continued|responded)\.(?=\s|$)")
_SAYING = frozenset({"say", "tell", "ask", "that"})
_NOBODY = frozenset({"you", "it", "one", "we", "everyone", "anyone", "nobody", "which", "they", "people"})
_PUNCTUATION = frozenset('.,;:!?—–-()…"')


@dataclass(slots=True)
class Report:
    """One act of saying: its speaker and cue, and the stretches that it holds, in reading order."""

    speaker: Span | None
    cue: Span | None
    rows: list[tuple[int, int, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Reader:
    """What is carried from one paragraph to the next while an article is read."""

    document: Document
    reports: list[Report] = field(default_factory=list)
    last: Report | None = None
    told: Report | None = None
    pending: Report | None = None
    unclosed: Report | None = None

    def read(self, units: Sequence[Unit], *, opens_with_quote: bool) -> None:
        """Read one paragraph's sentences."""
        here: Report | None = None
        self.told = None
        if not opens_with_quote:
            self.unclosed = None
        for unit in units:
            here = self._read_unit(unit, here)
        if here is not None or self.told is not None:
            self.last = here or self.told
        self._look_ahead(units)

    def skip(self) -> None:
        """Pass over a line without a cue or a quotation: what was left open before it is over."""
        self.unclosed = self.pending = None

    def read_turn(self, speaker: Span, said: Span) -> None:
        """Read one line of a transcript."""
        self.last = self._new(speaker, None)
        self.last.rows.append((said.start, said.end, "direct", "transcript-turn"))
        self.unclosed = self.pending = None

    def _look_ahead(self, units: Sequence[Unit]) -> None:
        """Note whether the paragraph leaves a quotation open or ends with a colon."""
        unit = units[-1]
        quotes = unit.quotes
        open_end = bool(quotes) and not quotes[-1].closed and quotes[-1].end == unit.end
        self.unclosed = self.last if open_end else None
        if not unit.words or unit.words[-1] != ":":
            self.pending = self.pending if unit.words == [QUOTE] and not open_end else None

    def _read_unit(self, unit: Unit, here: Report | None) -> Report | None:
        if ":" in unit.words and (not self.reports or unit.headline or self.document.text[unit.end - 1] not in ".:”\""):
            named = headline_colon(unit)
            if named is not None:
                return self._headline(unit, *named)
        cues = cues_of(unit)
        regions = [region_of(unit, cues, number) for number in range(len(cues))]
        made: dict[int, Report] = {}
        previous: Report | None = None
        for index, word in enumerate(unit.words):
            if word != QUOTE:
                continue
            number = _cue_of_quote(unit, cues, regions, index)
            named = _name_before_colon(unit, index, None if number is None else cues[number])
            if named is not None:
                previous = self._new(_speaker_span(named), None)
                quote = unit.quote_at(index)
                previous.rows.append((quote.inner_start, quote.inner_end, "direct", "name-before-colon"))
            elif number is not None:
                previous = self._quoted(unit, index, cues[number], regions[number], made, number)
            else:
                previous = self._without_cue(unit, index, here, previous)
            if previous is not None:
                here = previous
        for number, cue in enumerate(cues):
            if number not in made:
                self._indirect(unit, cue, regions[number])
        if (
            unit.words
            and unit.words[-1] == ":"
            and self.document.text[unit.end : unit.end + 1] in {"", "\n"}
        ):
            self._await(unit, cues)
        return here

    def _headline(self, unit: Unit, speaker: Mention, content: tuple[int, int]) -> Report:
        """Make the report of a headline with a colon: quotations if there are any, else the clause."""
        report = self._new(Span(speaker.start, speaker.end), None)
        first, stop = content
        quotes = [index for index in range(first, stop) if unit.words[index] == QUOTE]
        whole = all(unit.words[index] == QUOTE or unit.words[index] in _PUNCTUATION for index in range(first, stop))
        for index in quotes:
            quote = unit.quote_at(index)
            kind = "direct" if whole else "mixed"
            report.rows.append((quote.inner_start, quote.inner_end, kind, "headline-colon"))
        if not quotes:
            report.rows.append((unit.starts[first], unit.ends[stop - 1], "indirect", "headline-colon"))
        return report

    def _await(self, unit: Unit, cues: list[Cue]) -> None:
        """Keep the speaker of "Cruz continued:" for the paragraph that follows."""
        cue = cues[-1] if cues else None
        speaker = cue.speaker if cue else main_subject(unit, len(unit.words)) or left_mention(unit, len(unit.words) - 2)
        span = Span(speaker.start, speaker.end) if speaker else None
        self.pending = Report(span, _cue_span(unit, cue) if cue else None)

    def _quoted(
        self, unit: Unit, index: int, cue: Cue, region: Region, made: dict[int, Report], number: int
    ) -> Report | None:
        quote = unit.quote_at(index)
        if is_title_of_work(unit, index, quote) and index not in {cue.last + 1, cue.begin - 1}:
            return None
        report = made.get(number)
        if report is None:
            report = made[number] = self._new(_speaker_span(cue.speaker), _cue_span(unit, cue))
        kind = "direct" if _only_quotes(unit, region, index, cue) else "mixed"
        if cue.shape == "according":
            rule = "quote-according-to"
        elif index < cue.first:
            rule = "quote-before-cue"
        else:
            rule = "quote-after-cue"
        report.rows.append((quote.inner_start, quote.inner_end, kind, rule))
        return report

    def _without_cue(
        self, unit: Unit, index: int, here: Report | None, previous: Report | None
    ) -> Report | None:
        """Give a quotation that has no cue in its sentence to whoever spoke last, or to the subject."""
        quote = unit.quote_at(index)
        text = unit.text[quote.inner_start : quote.inner_end]
        size = text.count(" ") + 1
        if is_title_of_work(unit, index, quote):
            return None
        leads = index == 0
        if leads and here is not None and (size > 2 or len(unit.words) <= 2):
            here.rows.append((quote.inner_start, quote.inner_end, "direct", "split-quote"))
            return here
        if previous is not None and (size >= _LONG or text[:1].islower()):
            previous.rows.append((quote.inner_start, quote.inner_end, "mixed", "quote-same-sentence"))
            return previous
        if leads and size >= _LONG and self.told is not None:
            report = self._new(self.told.speaker, None)
            report.rows.append((quote.inner_start, quote.inner_end, "direct", "quote-after-report"))
            return report
        if leads and (size >= _LONG or len(unit.words) <= 2):
            return self._carried(quote, alone=len(unit.words) <= 2)
        if size < _LONG:
            return None
        speaker = main_subject(unit, index)
        if speaker is None:
            return None
        report = self._new(_speaker_span(speaker), None)
        report.rows.append((quote.inner_start, quote.inner_end, "mixed", "quote-of-subject"))
        return report

    def _carried(self, quote: Quote, *, alone: bool) -> Report | None:
        """Carry a speaker over from the paragraph before."""
        if self.unclosed is not None:
            self.unclosed.rows.append((quote.inner_start, quote.inner_end, "direct", "continued-paragraph"))
            return self.unclosed
        if self.pending is not None:
            report = self.pending
            if not report.rows:
                self.reports.append(report)
            report.rows.append((quote.inner_start, quote.inner_end, "direct", "quote-after-colon"))
            return report
        del alone
        if self.last is None:
            return None
        report = self._new(self.last.speaker, None)
        report.rows.append((quote.inner_start, quote.inner_end, "direct", "carried-speaker"))
        return report

    def _indirect(self, unit: Unit, cue: Cue, region: Region) -> None:
        rule = indirect_rule(unit, cue, region)
        if rule is None:
            return
        report = self._new(_speaker_span(cue.speaker), _cue_span(unit, cue))
        for part in (region.before, region.after):
            if part is not None:
                report.rows.append((unit.starts[part[0]], unit.ends[part[1] - 1], "indirect", rule))
        if cue.classes & _SAYING and cue.shape != "according":
            self.told = report

    def _new(self, speaker: Span | None, cue: Span | None) -> Report:
        report = Report(speaker, cue)
        self.reports.append(report)
        return report


def units_of(document: Document, line: Span, sentences: Sequence[Span], quotes: Sequence[Quote]) -> list[Unit]:
    """Cut a line at the borders of sentences that no quotation straddles; keep units worth reading."""
    worth, lowered = screen(), document.lowered
    whole = lowered[line.start : line.end]
    if not quotes and ":" not in whole and worth.isdisjoint(whole.split()):
        return []
    units = []
    for start, border in pairwise([line.start, *_borders(document, line, sentences, quotes), line.end]):
        sentence = lowered[start:border].rstrip()
        end = start + len(sentence)
        inside = [quote for quote in quotes if start <= quote.start < end] if quotes else []
        if inside or ":" in sentence or not worth.isdisjoint(sentence.split()):
            units.append(Unit(document, Span(start, end), inside))
    return units


def _borders(document: Document, line: Span, sentences: Sequence[Span], quotes: Sequence[Quote]) -> list[int]:
    """Give the starts of sentences, less those inside a quotation and between "What?" and she asked."""
    borders = [sentence.start for sentence in sentences if sentence.start > line.start]
    if not quotes:
        return borders
    ends = {quote.end: document.text[quote.inner_end - 1] for quote in quotes}
    kept = []
    for at in borders:
        if any(quote.start < at < quote.end for quote in quotes):
            continue
        last = line.start + len(document.text[line.start : at].rstrip())
        pattern = _REPORTED_AFTER if ends.get(last) in _ASKED else _REPORTED_ALONE
        if last in ends and pattern.match(document.text, at):
            continue
        kept.append(at)
    return kept


def indirect_rule(unit: Unit, cue: Cue, region: Region) -> str | None:
    """Name the rule by which a cue without a quotation reports something, or None."""
    listed, lexicon = unit.words, words()
    if cue.classes <= {"voice"}:
        return None
    if cue.shape == "according":
        return "according-to" if region.before or region.after else None
    if region.before is not None:
        return "clause-before-cue" if cue.classes & {"say", "tell", "think", "show"} else None
    if region.after is None:
        return None
    first = listed[region.after[0]]
    if _is_nobody(unit, cue):
        return None
    if cue.shape == "noun":
        return "noun-and-clause"
    if cue.lemma == "neither":
        return "neither-nor"
    if first == "to":
        return "infinitive-after-cue" if "intend" in cue.classes or "judge" in cue.classes else None
    if cue.classes <= {"intend"} or (cue.classes <= {"that", "voice"} and not region.explicit):
        return None
    if "show" in cue.classes and cue.classes <= {"show", "think"}:
        if not _is_document(unit, cue) and not region.explicit:
            return None
    if cue.classes & {"say", "tell", "think", "ask", "that", "show"}:
        return "clause-after-cue"
    return "object-after-cue"


def _is_nobody(unit: Unit, cue: Cue) -> bool:
    """Tell whether "you think", "it offers" or "we know" reports nothing that anybody in particular said."""
    if cue.speaker is None or cue.classes & _SAYING:
        return False
    if not is_animate(unit, cue.speaker):
        return True
    return unit.words[cue.speaker.first] in _NOBODY and cue.speaker.first == cue.speaker.last


def _is_document(unit: Unit, cue: Cue) -> bool:
    if cue.speaker is None:
        return False
    lexicon = words()
    inside = unit.words[cue.speaker.first : cue.speaker.last + 1]
    return any(word in lexicon.documents or word in lexicon.media for word in inside)


def _cue_of_quote(unit: Unit, cues: list[Cue], regions: list[Region], index: int) -> int | None:
    """Choose the cue of a quotation: the report right after it, else the nearest before it."""
    listed = unit.words
    after = index + 1
    while after < len(listed) and listed[after] in {",", "—", "–"}:
        after += 1
    for number, cue in enumerate(cues):
        before = regions[number].before
        if cue.begin == after and before is not None and before[1] == index + 1:
            if number and _is_answered(unit, regions, number, index):
                return number - 1
            return number
    holding = [n for n, region in enumerate(regions) if region.after and region.after[0] <= index < region.after[1]]
    if holding:
        return _of_nested(unit, cues, regions, holding, index)
    for number, region in enumerate(regions):
        if region.before is not None and region.before[0] <= index < region.before[1]:
            return number
    return None


def _is_answered(unit: Unit, regions: list[Region], number: int, index: int) -> bool:
    """Tell whether a quotation belongs to the report before it: he asked, "Why?" She said, "Because"."""
    asked, answer = regions[number - 1].after, regions[number].after
    if asked is None or answer is None or asked[0] != index:
        return False
    quote = unit.quote_at(index)
    return unit.words[answer[0]] == QUOTE and unit.text[quote.inner_end - 1] in ".?!"


def _name_before_colon(unit: Unit, index: int, cue: Cue | None) -> Mention | None:
    """Find the name in "Bob Ray: ..." right before a quotation, unless a report stands there."""
    if index < 2 or unit.words[index - 1] != ":" or (cue is not None and cue.last == index - 2):
        return None
    named = left_mention(unit, index - 2)
    if named is None or not is_animate(unit, named) or not unit.is_capital(named.last):
        return None
    if cue is not None and (named.first == 0 or unit.words[named.first - 1] not in {"-", "—", "–", "from"}):
        return None
    return named


def _of_nested(unit: Unit, cues: list[Cue], regions: list[Region], holding: list[int], index: int) -> int:
    """Choose among nested reports: who says is quoted, not who in turn is said to think.

    A report that stands right before the quotation keeps it: she said he told her, "Go".
    """
    del unit
    nearest = holding[-1]
    region = regions[nearest].after
    if cues[nearest].classes & _SAYING and region is not None and region[0] == index:
        return nearest
    return next((number for number in holding if cues[number].classes & _SAYING), nearest)


def _only_quotes(unit: Unit, region: Region, index: int, cue: Cue) -> bool:
    """Tell whether the content is nothing but quoted words."""
    if cue.classes <= {"name"}:
        return False
    part = region.before if region.before and region.before[0] <= index < region.before[1] else region.after
    if part is None:
        return True
    return all(word == QUOTE or word in _PUNCTUATION for word in unit.words[part[0] : part[1]])


def _speaker_span(mention: Mention | None) -> Span | None:
    return Span(mention.start, mention.end) if mention else None


def _cue_span(unit: Unit, cue: Cue) -> Span:
    return Span(unit.starts[cue.first], unit.ends[cue.last])
