"""The day a page was published on, as its lines say it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from copydesk.date_shapes import FoundDate, Hints
from copydesk.dates import find_dates, label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

UPDATED, NEAR, ALONE = "published.updated", "published.near", "published.alone"
UNSURE = frozenset({UPDATED, NEAR, ALONE})
"""The rules that an address with a day in it knows better than."""

_RANK = {"published.label": 0, "published.date": 1, "published.byline": 2, "published.dateline": 2}
_ROLES = frozenset({"date", "byline", "dateline"})
_TEXT = frozenset({"title", "body", "subhead", "list", "caption"})  # roles of lines that date nothing
_NO_HEAD = _TEXT | {"related", "footer"} | _ROLES  # those that date no article, or did not
_SLASHED = re.compile(r"\d[/-]\d\d?[/-]\d")
_DATELINE = 40  # code points into a dateline where its date must begin
_LABEL_LINE = 24  # code points of a line that is a label and nothing else
_SHORT = 120  # code points of a line that is no prose
_REST = 60  # code points beside the date on a line that dates the article
_REST_INSIDE = 20  # the same, where the line stands inside the text
_ABOVE, _INSIDE = 6, 4  # lines above the headline, and below the first line of the text, that may date it


class PublishedDate(NamedTuple):
    """The day a page was published: the line (by its place) and the span that say so, and the rule."""

    day: date
    line: int
    start: int
    end: int
    rule: str


def choose_published(
    lines: Sequence[tuple[str, str]], *, day_first: bool | None = None, language: str | None = None
) -> PublishedDate | None:
    """Choose the day a page was published from its lines; None where its lines contradict one another.

    A date after "Published" beats a date alone on its line, and that one a date in a byline or at the start
    of a dateline. A line between the title and the text beats lines elsewhere. Where no line has one of
    these roles, any short line by the headline that is little but a date will do, then the day of an
    update, then the only day in the short lines of the page. Running prose is never read.

    Args:
        lines: role and text of each line of the page.
        day_first: the order of dates like 03/04/2020; None to learn it from the page's other dates.
        language: BCP 47 tag of the page, where it is known.

    >>> choose_published([("title", "A Visit"), ("date", "Posted 30 August 2006, updated 2 May 2007")])
    PublishedDate(day=datetime.date(2006, 8, 30), line=1, start=7, end=21, rule='published.label')
    """
    dated = [number for number, line in enumerate(lines) if line[0] in _ROLES]
    if day_first is None:
        day_first = _order_on_page([lines[number][1] for number in dated])
    hints = Hints(day_first, language)
    found = [at for number in dated for at in _on_line(lines, number, hints)]
    told = [at for at in found if at.rule != UPDATED]
    head = _head([role for role, _ in lines])
    if told:
        ranked: dict[tuple[int, bool], list[PublishedDate]] = {}
        for at in told:
            ranked.setdefault((_RANK[at.rule], at.line not in head), []).append(at)
        return _agreed(ranked[min(ranked)])
    near = list(_by_headline(lines, head, hints))
    above = [at for at in near if at.line < head.stop]
    updated = [at for at in found if at.line in head] + [at for at in near if at.rule == UPDATED]
    return (
        _agreed([at for at in above if at.rule != UPDATED])
        or _agreed([at for at in near if at.rule != UPDATED])
        or _agreed(updated)
        or _alone(lines, hints)
    )


def _agreed(found: Sequence[PublishedDate]) -> PublishedDate | None:
    """Give the first of dates that all name one day."""
    return found[0] if len({at.day for at in found}) == 1 else None


def _on_line(lines: Sequence[tuple[str, str]], number: int, hints: Hints) -> Iterator[PublishedDate]:
    """Give the dates of a line that can be the day of publication or of an update."""
    role, text = lines[number]
    above = lines[number - 1][1] if number else ""
    label = "" if len(above) > _LABEL_LINE or above[-1:].isdigit() else above
    for hit, rule in _candidates(role, text, label, hints):
        yield PublishedDate(hit.day, number, hit.start, hit.end, rule)


@lru_cache(maxsize=4096)  # the pages of a day, and those of an author, say the same
def _candidates(role: str, text: str, above: str, hints: Hints) -> tuple[tuple[FoundDate, str], ...]:
    """Give the dates of a line that can be the day of publication or of an update, each with its rule.

    A label may stand on the line above (``Updated`` / ``30 August 2006``), if that line is short.
    """
    found = []
    end = 0
    for at in find_dates(text, day_first=hints.day_first, language=hints.language):
        before = text[end : at.start]
        label = label_of(before if end or before.strip() else above)
        end = at.end
        if label == "published":
            found.append((at, "published.label"))
        elif label == "modified":
            found.append((at, UPDATED))
        elif label is None and (role != "dateline" or at.start <= _DATELINE):
            found.append((at, f"published.{role}"))
    return tuple(found)


def _by_headline(lines: Sequence[tuple[str, str]], head: range, hints: Hints) -> Iterator[PublishedDate]:
    """Give the dates on short lines of other roles by the headline."""
    for number in range(max(0, head.start - _ABOVE), min(len(lines), head.stop + _INSIDE)):
        role, text = lines[number]
        if role in _NO_HEAD or len(text) > _SHORT:
            continue
        rest = _REST if number < head.stop else _REST_INSIDE
        for at in _on_line(lines, number, hints):
            if len(text) - (at.end - at.start) <= rest:
                yield at if at.rule == UPDATED else at._replace(rule=NEAR)


def _alone(lines: Sequence[tuple[str, str]], hints: Hints) -> PublishedDate | None:
    """Give the only day in the short lines of a page."""
    found = [
        at._replace(rule=ALONE)
        for number, (role, text) in enumerate(lines)
        if role not in _TEXT and len(text) <= _REST
        for at in _on_line(lines, number, hints)
        if at.rule != UPDATED
    ]
    return _agreed(found)


def _head(roles: list[str]) -> range:
    """Give the lines from the title to the first line of the text."""
    title = roles.index("title") if "title" in roles else 0
    body = roles.index("body", title) if "body" in roles[title:] else len(roles)
    return range(max(0, title - 2), body)


def _order_on_page(texts: Sequence[str]) -> bool | None:
    """Learn from a page's certain numeric dates whether the day comes first in them."""
    rules = {
        found.rule
        for text in texts
        if len(text) <= _SHORT and _SLASHED.search(text)
        for found in find_dates(text)
        if found.day.day > 12 and found.rule in {"date.day-first", "date.month-first"}
    }
    return rules == {"date.day-first"} if len(rules) == 1 else None
