"""The roles of a page's lines to the article: its text with alignment, and its fields.

What the page itself says comes first, then what its metadata says, then its address.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from copydesk.credits import find_agency, find_byline_place, parse_byline, parse_dateline
from copydesk.dates import choose_published, find_date_in_url, parse_date
from copydesk.offsets import joined, shifted
from copydesk.record import Refusal, Run, Span
from copydesk.sections import section_of_trail, topic_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from copydesk.credits import Dateline

TEXT_ROLES = frozenset({"body", "subhead", "list"})
"""The roles of the lines that make the text of an article."""
BREAK = "\n\n"
"""What stands between two paragraphs of a text."""

_HEAD_ROLES = ("navigation", "section", "title", "subtitle", "byline", "date")
_WORD = re.compile(r"\w+")
_LONG_WORD = 12  # code points a word, on average, that no script with spaces has
_SENTENCE_END = re.compile(r"[.!?:;…。！？؟।][\"'”’»)\]]*$")
_WRAP = (40, 100)  # code points: the width of lines that were wrapped by hand or by a mailer
_WRAPPED_LINES = 4  # so few lines are no evidence of a width
_TRAIL_REACH = 6  # lines above the headline in which a trail leads to it
_ENDING = 80  # code points of the last line of the text, where an agency may sign


class PageLine(NamedTuple):
    """One line of a page with its role.

    ``runs`` is its alignment with the decoded page; None if it stands there letter for letter from
    ``raw_start`` on.
    """

    number: int
    text: str
    role: str
    gap: int
    raw_start: int
    runs: Sequence[Run] | None = None


class Known(NamedTuple):
    """What the collection or the page's metadata says of an article, best first where there are several."""

    address: str
    titles: tuple[str, ...] = ()
    subtitle: str | None = None
    sections: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    published: date | None = None
    dates: tuple[str, ...] = ()
    agency: str | None = None  # the source's own, if it is an agency
    agencies: frozenset[str] = frozenset()  # more agencies than the lexicon knows
    houses: frozenset[str] = frozenset()  # names of the publication, which is no author
    language: str | None = None  # as the page declares it
    extracted: bool = False  # the lines are an article already, not a page


class Draft(NamedTuple):
    """An article before its labels; the fields are those of schemas/articles.json."""

    title: str | None
    subtitle: str | None
    byline: tuple[str, ...]
    agency: str | None
    dateline: str | None
    section: str | None
    topic: str | None
    published: date | None
    text: str
    paragraphs: tuple[Span, ...]
    alignment: tuple[Run, ...]


def compose_article(
    page: str,
    lines: Sequence[PageLine],
    known: Known,
    *,
    topics: Mapping[str, str] | None = None,
    minimum_words: int,
) -> Draft | Refusal:
    """Compose the article of a page.

    Args:
        page: The decoded page.
        lines: Its lines in order.
        known: What is known beside the lines.
        topics: The topics of the source's own sections.
        minimum_words: A text of fewer words is no article.

    Returns:
        The article, or why there is none: `not_an_article` without a line of the body, `too_short`.
    """
    body: list[PageLine] = []
    by_role: dict[str, list[PageLine]] = {role: [] for role in _HEAD_ROLES}
    for line in lines:
        if line.role in TEXT_ROLES:
            body.append(line)
        elif line.role in by_role:
            by_role[line.role].append(line)
    text, paragraphs, alignment = compose_text(page, body)
    if not text:
        return Refusal("not_an_article", f"none of its {len(lines)} lines is the body of an article")
    if (words := count_words(text)) < minimum_words:
        return Refusal("too_short", f"{words} words of body, {minimum_words} are wanted")
    title = _first([_joined(by_role["title"]), *known.titles])
    section = _first([_joined(by_role["section"]), *known.sections]) or _trail(by_role, title)
    credit = _credits(by_role, known)
    dateline = parse_dateline(text[slice(*paragraphs[0])], agencies=known.agencies)
    agency = _first([credit.agency, dateline.agency if dateline else None, known.agency])
    return Draft(
        title=title,
        subtitle=_first([_joined(by_role["subtitle"]), known.subtitle]),
        byline=credit.people,
        agency=agency or find_agency(body[-1].text[-_ENDING:], agencies=known.agencies),
        dateline=dateline.place if dateline else credit.place,
        section=section,
        topic=topic_of(section, mapping=topics or {}) if section else None,
        published=_published(lines, known, dateline),
        text=text,
        paragraphs=tuple(paragraphs),
        alignment=tuple(alignment),
    )


def compose_text(page: str, lines: Sequence[PageLine]) -> tuple[str, list[Span], list[Run]]:
    """Join lines to paragraphs and paragraphs to a text.

    Lines that somebody wrapped at a width are joined again, a word cut at the end of a line too if it
    stands whole elsewhere on the page.

    Returns:
        The text, its paragraphs and its alignment with the decoded page.
    """
    if _is_wrapped(lines):
        return _unwrapped(page, lines)
    paragraphs: list[Span] = []
    runs: list[Run] = []
    start = text_start = raw_start = length = 0  # of the next line, and of the run that is open
    for line in lines:
        end = start + len(line.text)
        paragraphs.append(Span(start, end))
        if start == text_start + length + len(BREAK) and page.startswith(BREAK, raw_start + length):
            length += len(BREAK)
        for run in line.runs if line.runs is not None else ((0, line.raw_start, end - start),):
            begin, raw, size = run
            if begin + start == text_start + length and raw == raw_start + length:
                length += size
                continue
            if length:
                runs.append(Run(text_start, raw_start, length))
            text_start, raw_start, length = begin + start, raw, size
        start = end + len(BREAK)
    if length:
        runs.append(Run(text_start, raw_start, length))
    return BREAK.join([line.text for line in lines]), paragraphs, runs


def _unwrapped(page: str, lines: Sequence[PageLine]) -> tuple[str, list[Span], list[Run]]:
    """Do what `compose_text` does for lines that were wrapped at a width."""
    words = set(_WORD.findall(" ".join(line.text for line in lines)))
    parts: list[str] = []
    paragraphs: list[Span] = []
    runs: list[Run] = []
    size = 0
    for position, line in enumerate(lines):
        between = BREAK if position else ""
        if position and line.gap == 0 and line.number == lines[position - 1].number + 1:
            between = _glue(lines[position - 1].text, line.text, words)
        if between == "-":  # the word was cut: its hyphen goes, and the alignment with it
            parts[-1] = parts[-1][:-1]
            if runs and runs[-1].text_start + runs[-1].length == size:  # it may have been an entity
                runs[-1] = Run(runs[-1].text_start, runs[-1].raw_start, runs[-1].length - 1)
            size -= 1
            between = ""
        elif between == BREAK and runs and runs[-1].text_start + runs[-1].length == size:
            end = runs[-1].raw_start + runs[-1].length
            if page.startswith(BREAK, end):
                runs.append(Run(size, end, len(BREAK)))
        parts += (between, line.text)
        start = size + len(between)
        size = start + len(line.text)
        if line.runs is None:
            runs.append(Run(start, line.raw_start, len(line.text)))
        else:
            runs += shifted(line.runs, text=start)
        if between == BREAK or not position:
            paragraphs.append(Span(start, size))
        else:
            paragraphs[-1] = Span(paragraphs[-1].start, size)
    return "".join(parts), paragraphs, joined(runs)


def _is_wrapped(lines: Sequence[PageLine]) -> bool:
    """Say whether the lines were wrapped: many adjacent ones, none too wide, that end in mid-sentence."""
    if any(len(line.text) > _WRAP[1] for line in lines):
        return False
    adjacent = [
        line.text
        for line, following in pairwise(lines)
        if following.gap == 0 and following.number == line.number + 1
    ]
    if len(adjacent) < _WRAPPED_LINES:
        return False
    open_ended = [line for line in adjacent if not _SENTENCE_END.search(line) and len(line) >= _WRAP[0]]
    return len(open_ended) * 2 > len(adjacent)


def _glue(before: str, after: str, words: set[str]) -> str:
    """What stands between two lines of one paragraph: a space, nothing, or the sign that a hyphen goes."""
    if before.endswith("-") and after[:1].islower():
        head, tail = _WORD.findall(before)[-1:], _WORD.findall(after)[:1]
        return "-" if head and tail and head[0] + tail[0] in words else ""
    return " "


def count_words(text: str) -> int:
    """Count words: what white space parts; in scripts that put none, two letters count as one word.

    >>> count_words("Two words"), count_words("記者会見で述べた")
    (2, 4)
    """
    words = text.count(" ") + text.count("\n\n") + 1
    return words if text.isascii() or len(text) < _LONG_WORD * words else len(text) // 2


def _published(lines: Sequence[PageLine], known: Known, dateline: Dateline | None) -> date | None:
    if known.published is not None:
        return known.published
    if not known.extracted:
        opening = next((line for line in lines if line.role == "body"), None)
        told = [(line.role, line.text) for line in lines if line.role != "body" or line is opening]
        found = choose_published(told, language=known.language)
        if found is not None:
            return found.day
        if dateline is not None and dateline.day is not None:
            return dateline.day
    for given in known.dates:
        if (day := parse_date(given)) is not None:
            return day
    return find_date_in_url(known.address)


class _Credit(NamedTuple):
    people: tuple[str, ...]
    agency: str | None
    place: str | None


def _credits(by_role: Mapping[str, Sequence[PageLine]], known: Known) -> _Credit:
    """Read the bylines; a line with the date is one too where it says from where somebody writes."""
    texts = [line.text for line in by_role["byline"]] or known.bylines
    texts = texts or [line.text for line in by_role["date"] if find_byline_place(line.text)]
    people: list[str] = []
    agency = None
    for text in texts:
        found = parse_byline(text, agencies=known.agencies, houses=known.houses)
        people += [name for name in found.people if name not in people]
        agency = agency or found.agency
    return _Credit(tuple(people), agency, _first([find_byline_place(text) for text in texts]))


def _trail(by_role: Mapping[str, Sequence[PageLine]], title: str | None) -> str | None:
    """Give the section in which the last trail of names above the headline ends."""
    headline = by_role["title"][0].number if by_role["title"] else 0
    above = range(headline - _TRAIL_REACH, headline)
    trails = (
        section_of_trail(line.text, title=title)
        for line in reversed(by_role["navigation"])
        if line.number in above
    )
    return next((section for section in trails if section is not None), None)


def _joined(lines: Sequence[PageLine]) -> str | None:
    return " ".join(line.text for line in lines) if lines else None


def _first(values: Sequence[str | None]) -> str | None:
    return next((value for value in values if value and value.strip()), None)
