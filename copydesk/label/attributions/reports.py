"""Rows from sentences: each cue with its content, each quotation with its cue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.label.attributions.choices import (
    PUNCTUATION,
    cue_of_quote,
    indirect_rule,
    name_before_colon,
    only_quotes,
)
from copydesk.label.attributions.colons import SHOUTED, headline_colon, signature
from copydesk.label.attributions.contents import Region, region_of, without_that
from copydesk.label.attributions.cues import cues_of
from copydesk.label.attributions.mentions import Mention, left_mention
from copydesk.label.attributions.subjects import main_subject
from copydesk.label.attributions.titles import is_title_of_work, quote_size
from copydesk.label.attributions.units import QUOTE
from copydesk.label.attributions.wholes import Whole, plain, whole_of
from copydesk.record import Document, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.label.attributions.marks import Quote
    from copydesk.label.attributions.shapes import Cue
    from copydesk.label.attributions.units import Unit

_LONG = 4
"""A quotation of so many words is speech; shorter ones without a cue are terms and titles."""
_SCARE = 2
_ALONE = 2
_TOLD = frozenset({"finite", "inverted"})


@dataclass(slots=True)
class Report:
    """One act of saying: its speaker and cue, and the stretches that it holds, in reading order."""

    speaker: Whole | None
    cue: Span | None
    rows: list[tuple[int, int, str, str]] = field(default_factory=list)

    def add(self, quote: Quote, kind: str, rule: str) -> Report:
        """Take a quoted stretch in; gives the report itself."""
        self.rows.append((quote.inner_start, quote.inner_end, kind, rule))
        return self


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
        if not opens_with_quote:
            self.unclosed = None
        for unit in units:
            here = self._read_unit(unit, here)
        self.last, self.told = here or self.told or self.last, None
        self._look_ahead(units)

    def skip(self) -> None:
        """Pass over a line without a cue or a quotation: what was left open before it is over."""
        self.unclosed = self.pending = None

    def read_turn(self, speaker: Span, said: Span) -> None:
        """Read one line of a transcript."""
        self.last = self._new(Whole(speaker, speaker), None)
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
        """Read a sentence; ``here`` is who was quoted before it in the line."""
        ends_with = self.document.text[unit.end - 1]
        if ":" in unit.words and (unit.headline or ends_with not in '.:”"'):
            headed = headline_colon(unit)
            if headed is not None:
                return self._headline(unit, *headed)
        cues = cues_of(unit)
        regions = [region_of(unit, cues, number) for number in range(len(cues))]
        made: dict[int, Report] = {}
        if unit.quotes:
            here = self._read_quotes(unit, list(zip(cues, regions, strict=True)), made, here)
        self._read_reports(unit, cues, regions, made)
        if ends_with == ":" and self.document.text[unit.end : unit.end + 1] in {"", "\n"}:
            self._await(unit, cues)
        return here

    def _read_quotes(
        self, unit: Unit, found: list[tuple[Cue, Region]], made: dict[int, Report], here: Report | None
    ) -> Report | None:
        """Give each quotation of a sentence to its cue, and note in ``made`` the cues that have one."""
        previous: Report | None = None
        for index in [at for at, word in enumerate(unit.words) if word == QUOTE]:
            number = cue_of_quote(unit, found, index)
            cue, region = (None, None) if number is None else found[number]
            named = name_before_colon(unit, index, cue)
            if named is not None:
                previous = self._new(plain(named), None)
                previous.add(unit.quote_at(index), "direct", "name-before-colon")
            elif number is None or cue is None or region is None:
                previous = self._without_cue(unit, index, here, previous)
            elif is_title_of_work(unit, index) and not _says_title(cue, index):
                previous = None
            else:
                if number not in made:
                    made[number] = self._new(whole_of(unit, cue), _cue_span(unit, cue))
                previous = made[number]
                _quote_with_cue(unit, index, cue, region, previous)
            here = previous or here
        return here

    def _headline(self, unit: Unit, speaker: Mention, content: tuple[int, int]) -> Report:
        """Make the report of a headline with a colon: quotations if there are any, else the clause."""
        report = self._new(plain(speaker), None)
        first, stop = content
        quotes = [index for index in range(first, stop) if unit.words[index] == QUOTE]
        whole = PUNCTUATION.issuperset(word for word in unit.words[first:stop] if word != QUOTE)
        for index in quotes:
            report.add(unit.quote_at(index), "direct" if whole else "mixed", "headline-colon")
        if not quotes:
            report.rows.append((unit.starts[first], unit.ends[stop - 1], "indirect", "headline-colon"))
        return report

    def _await(self, unit: Unit, cues: list[Cue]) -> None:
        """Keep the speaker of "The senator went on:" for the line that follows."""
        if cues:
            speaker, cue = whole_of(unit, cues[-1]), _cue_span(unit, cues[-1])
        else:
            size = len(unit.words)
            speaker, cue = plain(main_subject(unit, size) or left_mention(unit, size - 2)), None
        self.pending = Report(speaker, cue)

    def _without_cue(
        self, unit: Unit, index: int, here: Report | None, previous: Report | None
    ) -> Report | None:
        """Give a quotation that has no cue in its sentence to whoever spoke last, or to the subject."""
        quote = unit.quote_at(index)
        size = quote_size(unit, index)
        if is_title_of_work(unit, index):
            return None
        alone = len(unit.words) <= _ALONE
        report: Report | None = None
        labelled = None if index else SHOUTED.match(unit.text, quote.inner_start, quote.inner_end)
        signed = None if index else signature(unit.text, quote.end)
        if signed is not None:
            report = self._new(Whole(signed, signed), None).add(quote, "direct", "name-after-dash")
        elif labelled is not None:
            turn = Span(*labelled.span(1))
            report = self._new(Whole(turn, turn), None)
            report.rows.append((labelled.end(), quote.inner_end, "direct", "transcript-turn"))
        elif not index and here is not None and (size > _SCARE or alone):
            report = here.add(quote, "direct", "split-quote")
        elif previous is not None and (size >= _LONG or unit.text[quote.inner_start].islower()):
            report = previous.add(quote, "mixed", "quote-same-sentence")
        elif not index and size >= _LONG and self.told is not None:
            report = self._new(self.told.speaker, None).add(quote, "direct", "quote-after-report")
        elif not index and (size >= _LONG or alone):
            report = self._carried(quote)
        elif size >= _LONG:
            speaker = main_subject(unit, index)
            if speaker is not None:
                report = self._new(plain(speaker), None).add(quote, "mixed", "quote-of-subject")
        return report

    def _carried(self, quote: Quote) -> Report | None:
        """Carry a speaker over from the line before."""
        if self.unclosed is not None:
            return self.unclosed.add(quote, "direct", "continued-paragraph")
        if self.pending is not None:
            if not self.pending.rows:
                self.reports.append(self.pending)
            return self.pending.add(quote, "direct", "quote-after-colon")
        if self.last is None:
            return None
        return self._new(self.last.speaker, None).add(quote, "direct", "carried-speaker")

    def _read_reports(
        self, unit: Unit, cues: list[Cue], regions: list[Region], made: dict[int, Report]
    ) -> None:
        """Report what cues without a quotation say; what is told inside another's content has no row."""
        rules = [
            None if number in made else indirect_rule(unit, cue, regions[number])
            for number, cue in enumerate(cues)
        ]
        telling = [number for number, rule in enumerate(rules) if rule or number in made]
        for number in telling:
            cue, region, rule = cues[number], regions[number], rules[number]
            if rule and not any(
                regions[outer].holds(cue.first) and not region.holds(cues[outer].first) for outer in telling
            ):
                self._indirect(unit, cue, region, rule)

    def _indirect(self, unit: Unit, cue: Cue, region: Region, rule: str) -> None:
        report = self._new(whole_of(unit, cue), _cue_span(unit, cue))
        for part in (region.before, region.after):
            if part is not None:
                first = without_that(unit, *part)
                report.rows.append((unit.starts[first], unit.ends[part[1] - 1], "indirect", rule))
        if cue.shape in _TOLD and "ask" not in cue.classes:
            self.told = report

    def _new(self, speaker: Whole | None, cue: Span | None) -> Report:
        report = Report(speaker, cue)
        self.reports.append(report)
        return report


def _quote_with_cue(unit: Unit, index: int, cue: Cue, region: Region, report: Report) -> None:
    """Add a quotation to the report of its cue."""
    kind = "direct" if only_quotes(unit, region, index, cue) else "mixed"
    rule = "quote-before-cue" if index < cue.first else "quote-after-cue"
    report.add(unit.quote_at(index), kind, "quote-according-to" if cue.shape == "according" else rule)


def _says_title(cue: Cue, index: int) -> bool:
    """Tell whether a quotation written as a title is spoken or given as a name all the same."""
    if "name" in cue.classes:
        return True
    return index in {cue.last + 1, cue.begin - 1} and not cue.classes <= {"voice"}


def _cue_span(unit: Unit, cue: Cue) -> Span:
    return Span(unit.starts[cue.first], unit.ends[cue.last])
