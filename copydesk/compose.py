"""The roles of a page's lines to the article: its text with alignment, and its fields.

What the page itself says comes first, then what its metadata says, then its address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from copydesk.calendars import weekdays_named
from copydesk.credits import NOBODY, find_agency, find_byline_place, find_dateline, is_credit, parse_byline
from copydesk.dates import find_date_in_url, language_at, parse_date
from copydesk.paragraphs import compose_text
from copydesk.publication import UNSURE, choose_published
from copydesk.record import TEXT_ROLES, Refusal
from copydesk.sections import is_section, section_of_trail, topic_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from copydesk.credits import Dateline
    from copydesk.paragraphs import PageLine
    from copydesk.record import Run, Span

_HEAD_ROLES = ("navigation", "section", "title", "subtitle", "byline")
_UNSURE_ROLES = frozenset({"navigation", "subtitle", "other"})  # of a name without a word that says so
_LONG_WORD = 12  # code points a word, on average, that no script with spaces has
_LONG_PARAGRAPH = 100_000
"""Code points that no paragraph has: the tables of labels show each label's paragraph beside it."""
_TRAIL_REACH = 6  # lines above the headline in which a trail leads to it
_ENDING = 80  # code points of the last line of the text, where an agency may sign


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
        The article, or why there is none: `not_an_article` without a line of the body or with a paragraph
        that nobody wrote, `too_short`.
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
    enough = text.count(" ", 0, _LONG_WORD * minimum_words) >= minimum_words  # most texts, seen early
    if not enough and (words := count_words(text)) < minimum_words:
        return Refusal("too_short", f"{words} words of body, {minimum_words} are wanted")
    if (
        len(text) > _LONG_PARAGRAPH
        and (long := max(end - start for start, end in paragraphs)) > _LONG_PARAGRAPH
    ):
        return Refusal("not_an_article", f"a paragraph of {long:,} characters; part the text into lines")
    title = _first([_joined(by_role["title"]), *known.titles])
    sections = [
        name
        for name in (_joined(by_role["section"]), *known.sections)
        if name and is_section(name) and name not in known.houses
    ]
    sections.sort(key=_is_kicker)
    section = _first(sections) or _trail(by_role, title)
    credit = _credits(lines, by_role, known)
    opening = [text[slice(*paragraph)] for paragraph in paragraphs[:2]]
    dateline = find_dateline(opening, agencies=known.agencies)
    agency = _first([credit.agency, dateline.agency if dateline else None, known.agency])
    decks = [line.text for line in by_role["subtitle"] if not is_credit(line.text, credit.people)]
    return Draft(
        title=title,
        subtitle=next((deck for deck in (*decks, known.subtitle) if _is_deck(deck, title)), None),
        byline=credit.people,
        agency=agency or find_agency(body[-1].text[-_ENDING:], agencies=known.agencies),
        dateline=dateline.place if dateline else credit.place,
        section=section,
        topic=topic_of(section, mapping=topics or {}) if section else None,
        published=day_published(lines, known, dateline),
        text=text,
        paragraphs=tuple(paragraphs),
        alignment=tuple(alignment),
    )


def count_words(text: str) -> int:
    """Count words: what white space parts; in scripts that put none, two letters count as one word.

    >>> count_words("Two words"), count_words("記者会見で市長が述べた。")
    (2, 6)
    """
    words = text.count(" ") + text.count("\n\n") + 1
    return words if text.isascii() or len(text) < _LONG_WORD * words else len(text) // 2


def day_published(lines: Sequence[PageLine], known: Known, dateline: Dateline | None = None) -> date | None:
    """Give the day on which a page was published: as it is known, as the page says, by its address.

    What a page says of an update, or by the way, counts least.
    """
    if known.published is not None:
        return known.published
    found = None
    if not known.extracted:
        told = [(line.role, line.text) for line in lines]
        found = choose_published(told, language=language_at(known.address, known.language))
        if found is not None and found.rule not in UNSURE:
            return found.day
        if dateline is not None and dateline.day is not None:
            return dateline.day
    for given in known.dates:
        if (day := parse_date(given)) is not None:
            return day
    return find_date_in_url(known.address) or (found.day if found is not None else None)


class _Credit(NamedTuple):
    people: tuple[str, ...]
    agency: str | None
    place: str | None


def _credits(lines: Sequence[PageLine], by_role: Mapping[str, Sequence[PageLine]], known: Known) -> _Credit:
    """Read the bylines; without one what stands in or beside the line of the date under the headline."""
    texts = [line.text for line in by_role["byline"]] or known.bylines or _beside_dates(lines)
    people: list[str] = []
    agency = None
    for text in texts:
        found = parse_byline(text, agencies=known.agencies, houses=known.houses)
        people += [name for name in found.people if name not in people]
        agency = agency or found.agency
    return _Credit(tuple(people), agency, _first([find_byline_place(text) for text in texts]))


def _beside_dates(lines: Sequence[PageLine]) -> list[str]:
    """Give the lines with the date between headline and text, or the names beside them or before a bar."""
    title = next((at for at, line in enumerate(lines) if line.role == "title"), len(lines))
    opening = next((at for at in range(title, len(lines)) if lines[at].role == "body"), title)
    dated = [at for at in range(title, opening) if lines[at].role == "date"]
    # what ends in a name in brackets is under a picture
    texts = [lines[at].text for at in dated if not lines[at].text.endswith(")")]
    if any(parse_byline(text) != NOBODY for text in texts):
        return texts
    starts = [day - 1 if day and weekdays_named(lines[day - 1].text) else day for day in dated]
    near = {at for start, day in zip(starts, dated, strict=True) for at in (start - 1, day + 1)}
    beside = [
        lines[at].text
        for at in range(title - 1, opening)
        if at >= 0 and lines[at].role in _UNSURE_ROLES and (at in near or " | " in lines[at].text)
    ]
    # behind a bar stands the house: "Jane Roe | The Harbour Post"
    return [
        text
        for text in beside
        if " " in text and is_credit(text.partition(" | ")[0], parse_byline(text).people)
    ]


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


def _is_kicker(section: str) -> bool:
    """Tell whether a name over the headline is rather a cry than a section: three words in capitals."""
    return section.isupper() and section.count(" ") > 1


def _is_deck(text: str | None, title: str | None) -> bool:
    """Tell whether a text can be the second deck: no address, and not the headline again."""
    return bool(text and text.strip()) and "://" not in (text or "") and text != title


def _joined(lines: Sequence[PageLine]) -> str | None:
    return " ".join(line.text for line in lines) if lines else None


def _first(values: Sequence[str | None]) -> str | None:
    return next((value for value in values if value and value.strip()), None)
