"""The shapes that a calendar date can have around its year.

Only certain dates count: 03/04/2020 is a date where something says which number is the day, a day that its
month does not have is none, and neither is a date beside a weekday that it did not fall on.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from copydesk.calendars import key_of, months_named, weekdays_named, words


class FoundDate(NamedTuple):
    """A date where it stands: half-open span, its day, and the id of the rule that read it.

    The span takes in the weekday before the date and the time of an ISO date, nothing else.
    """

    start: int
    end: int
    day: date
    rule: str


class Hints(NamedTuple):
    """What is known of a text before its dates are read."""

    day_first: bool | None = None
    language: str | None = None


_WINDOW = 48
_TIME = r"[T ]?\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?(?:\s?Z|\s?[+-]\d\d:?\d\d)?"
_ISO = re.compile(
    rf"([-/])(\d\d?)\1(\d\d?)(?:T{_TIME[5:]}(?![\d-])|(?!\d|[a-z]|[-/.:]\d))|\.(\d\d)\.(\d\d)(?![\da-z]|[-/.:]\d)"
    r"|\.\s(\d\d?)\.\s(\d\d?)(?:\.|(?![\da-z]|[-/.:]\d))"
    r"|\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일号號]"
)
_BEFORE_ISO = re.compile(r"[A-Za-z_/.\-=#$€£¥₹+]$|\d[:,]$")
_NUMERIC = re.compile(r"(?<![\d])(\d\d?)\s?([./-])\s?(\d\d?)\s?\2\s?$")
_AFTER_NUMERIC = re.compile(r"[-/.:]\d|%")
_BEFORE_NUMERIC = re.compile(r"(?:[A-Za-z_/.\-=#$€£¥₹+]|\d[.,:/]|(?<![\d:])\d\d?\s?[–—-]\s?)$")
_DAY_BEFORE = re.compile(r"(?<!\d)(\d\d?)([^\d\n]{1,40})$")
# a word may run into the day (Harbour Post30 August 2006), the letters of a code not
_BEFORE_DAY = re.compile(r"(?:[A-Z_$€£¥₹#+]|(?<![a-z]{2})[a-z]|\d[.,:/]|(?<![\d:.])\d\d?\.?\s?[-–—/&]\s?)$")
_CTIME = re.compile(
    r"([^\W\d_]{3,12})\.? +(\d\d?),? +\d\d?:\d\d(?::\d\d)? ?(?:[AP]M )?(?:[A-Z]{2,5} |[+-]\d{4} )?$"
)
_NUMBERED_MONTH = re.compile(
    r"(?<!\d)(\d\d?)\s+(?:tháng|thg)\s+(\d\d?)\s?(?:,\s?|\s)(?:năm\s+)?$", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"([^\d\n]{2,28})(\d\d?)(?![\d:])([.\s]{1,2}[^\s\d.,]+)?")
_NOT_INSIDE = re.compile(r"[;:|!?()\[\]{}\"“”„«»…•·<>=]")
_TOKEN = re.compile(r"[^\s\d.,/()'’،\-–—_]+")
_LAST_WORDS = re.compile(r"(?<![^\W\d_])([^\s\d.,;:|/()\[\]\-–—،]+)([.,]?(?:\s{1,2}|-|/))?$")
_GLUED = re.compile(r"[a-z]{3}(?=[A-Z][a-z]+$)")  # a word that runs into a month's name
_BEFORE_LAST = re.compile(r"(?<![^\W\d_])([^\s\d.,;:|/()\[\]\-–—،]+)\s$")
_WEEKDAY = re.compile(
    r"(?<![^\W\d_])([^\s\d.,;:|/()\[\]،–—]{3,16})(?:\s?[.,،]{1,2}\s?(?:-\s)?|\s(?:-\s)?|\s?\(\s?)"
    r"(?:the |den |le |dia |el |ngày )?$",
    re.IGNORECASE,
)
_WEEKDAY_AFTER = re.compile(r"\s?[,(]?\s?([^\W\d_]{3,16})")
_WORD_BEFORE = re.compile(r"([^\s\d.,;:()]+)[.:]?\s*[#:]?\s*$")


def day_of(year: int, month: int, day: int) -> date | None:
    """Give the day, or None where the calendar has no such day.

    >>> day_of(2006, 6, 31) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_at_year(text: str, year: tuple[int, int], hints: Hints) -> FoundDate | None:
    """Read the date that a year belongs to.

    Args:
        text: a line or a paragraph whose digits are 0-9.
        year: the span of four digits in it.
        hints: what is known of the text.
    """
    before = text[max(0, year[0] - _WINDOW) : year[0]]
    hit = _iso(text, year, before)
    if hit is None:
        hit = _numeric(text, year, before, hints)
    if hit is None and before.strip():
        hit = _ctime(text, year, before, hints) or _numbered_month(text, year, before)
        hit = hit or _worded(text, year, before, hints)
    if hit is None:
        hit = _year_first(text, year, hints)
    return hit


def _iso(text: str, year: tuple[int, int], before: str) -> FoundDate | None:
    """Read 2006-08-30, 2006/08/30, 2006.08.30, 2006年8月30日."""
    rest = _ISO.match(text, year[1], year[1] + _WINDOW)
    if rest is None or _BEFORE_ISO.search(before):
        return None
    month, day = (int(group) for group in rest.groups()[1:] if group is not None)
    at = day_of(int(text[year[0] : year[1]]), month, day)
    if at is None or (rest[1] is None and _is_a_number_of(before)):
        return None
    return _with_weekday(text, FoundDate(year[0], rest.end(), at, "date.iso"))


def _numeric(text: str, year: tuple[int, int], before: str, hints: Hints) -> FoundDate | None:
    """Read 30.08.2006, 30/08/2006, 08-30-2006 where the order is certain."""
    rest = _NUMERIC.search(before)
    if rest is None or _AFTER_NUMERIC.match(text, year[1]):
        return None
    head = before[: rest.start()]
    if _BEFORE_NUMERIC.search(head) or _is_a_number_of(head):
        return None
    if rest[2] == "-" and " " in rest[0]:
        return None
    first, second, number = int(rest[1]), int(rest[3]), int(text[year[0] : year[1]])
    start = year[0] - len(before) + rest.start()
    found = []
    for rule, month, day in (("date.day-first", second, first), ("date.month-first", first, second)):
        at = day_of(number, month, day)
        if at is not None:
            checked = _with_weekday(text, FoundDate(start, year[1], at, rule))
            if checked is not None:
                found.append(checked)
    if len(found) == 2 and found[0].day == found[1].day:
        return found[0]
    if len(found) == 2:
        order = _order(rest[2], hints)
        return None if order is None else found[0 if order else 1]
    return found[0] if found else None


def _order(separator: str, hints: Hints) -> bool | None:
    """Say whether the day comes first in a numeric date that can be read both ways, if anything does."""
    if hints.day_first is not None:
        return hints.day_first
    if hints.language is None:
        return True if separator == "." else None
    primary, tag = hints.language.partition("-")[0], hints.language.lower()
    known = primary in words().numeric_day_first_languages or tag in words().numeric_day_first_tags
    return True if known else None


def _ctime(text: str, year: tuple[int, int], before: str, hints: Hints) -> FoundDate | None:
    """Read Wed Aug 30 10:15:00 GMT 2006."""
    rest = _CTIME.search(before) if ":" in before else None
    if rest is None:
        return None
    start = year[0] - len(before) + rest.start()
    return _certain(text, (start, year[1]), (rest[1], rest[2], "date.ctime"), hints)


def _numbered_month(text: str, year: tuple[int, int], before: str) -> FoundDate | None:
    """Read the Vietnamese 4 tháng 3, 2020."""
    rest = _NUMBERED_MONTH.search(before)
    if rest is None:
        return None
    at = day_of(int(text[year[0] : year[1]]), int(rest[2]), int(rest[1]))
    start = year[0] - len(before) + rest.start()
    return None if at is None else FoundDate(start, year[1], at, "date.day-month-year")


def _worded(text: str, year: tuple[int, int], before: str, hints: Hints) -> FoundDate | None:
    """Read 30 August 2006 and August 30, 2006, with whatever little words stand between."""
    rest = _DAY_BEFORE.search(before)
    if rest is None or _NOT_INSIDE.search(rest[2]):
        return None
    head = before[: rest.start()]
    tokens = _TOKEN.findall(rest[2])
    if tokens and rest[2][0] == tokens[0][0] and key_of(tokens[0]) in words().day_endings:
        del tokens[0]
    tokens = [token for token in tokens if key_of(token) not in words().fillers]
    if not tokens:
        return _month_first(text, year, head, rest, hints)
    name = " ".join(tokens)
    if len(tokens) == 2 and not months_named(name, language=None):
        both = [months_named(token, language=None).keys() for token in tokens]
        if both[0] == both[1]:
            name = tokens[0]  # "آذار/مارس": the month under both of its names
    if len(tokens) > 2 or _BEFORE_DAY.search(head):
        return None
    start = year[0] - len(before) + rest.start()
    return _certain(text, (start, year[1]), (name, rest[1], "date.day-month-year"), hints)


def _month_first(
    text: str, year: tuple[int, int], head: str, rest: re.Match[str], hints: Hints
) -> FoundDate | None:
    gap = re.sub(r"^[^\W\d_]+", "", rest[2])
    last = _LAST_WORDS.search(head)
    if len(gap) > 4 or gap.strip() not in {"", ",", ".", "-", "/", "،"} or last is None or last[2] is None:
        return None
    name, start = last[1], last.start()
    if (glued := _GLUED.search(name)) is not None:
        name, start = name[glued.end() :], start + glued.end()
    longer = _BEFORE_LAST.search(head[:start])
    if longer is not None and months_named(f"{longer[1]} {name}", language=None):
        name, start = f"{longer[1]} {name}", longer.start()
    if key_of(name) in words().only_after_a_day:
        return None
    start += year[0] - len(head) - len(rest[0])
    return _certain(text, (start, year[1]), (name, rest[1], "date.month-day-year"), hints)


def _year_first(text: str, year: tuple[int, int], hints: Hints) -> FoundDate | None:
    """Read 2006. augusztus 30., 2006-Aug-30, 2006. gada 30. augusts."""
    rest = _YEAR_FIRST.match(text, year[1], year[1] + _WINDOW)
    if rest is None or _NOT_INSIDE.search(rest[1]) or "," in rest[1]:
        return None
    tokens = [t for t in _TOKEN.findall(rest[1]) if key_of(t) not in words().year_fillers]
    joined = re.fullmatch(r"([-/])[^\s\-/]+\1", rest[1]) is not None
    end = rest.end(2)
    if not tokens and rest[3] is not None:
        tokens, end = _TOKEN.findall(rest[3]), rest.end()
    if len(tokens) not in {1, 2}:
        return None
    name = " ".join(tokens)
    languages = frozenset().union(*months_named(name, language=None).values())
    if not joined and not languages & words().year_first_languages:
        return None
    if not joined and hints.language is not None and hints.language.partition("-")[0] not in languages:
        return None
    span = (year[0], end)
    return _certain(text, span, (name, rest[2], "date.year-month-day"), hints, year=text[year[0] : year[1]])


def _certain(
    text: str, span: tuple[int, int], parts: tuple[str, str, str], hints: Hints, *, year: str = ""
) -> FoundDate | None:
    """Make the date of a month's name, a day and a rule, if exactly one day fits."""
    number = int(year or text[span[1] - 4 : span[1]])
    found = []
    for month in months_named(parts[0], language=hints.language):
        at = day_of(number, month, int(parts[1]))
        if at is not None:
            found.append(_with_weekday(text, FoundDate(*span, at, parts[2])))
    fitting = [hit for hit in found if hit is not None]
    return fitting[0] if len(fitting) == 1 else None


def _with_weekday(text: str, found: FoundDate) -> FoundDate | None:
    """Take in the weekday before a date; None where the date did not fall on the weekday beside it."""
    before = text[max(0, found.start - 30) : found.start]
    named = _WEEKDAY.search(before)
    days = weekdays_named(named[1]) if named is not None else frozenset()
    if named is not None and days:
        if found.day.weekday() not in days:
            return None
        return found._replace(start=found.start - len(before) + named.start())
    after = _WEEKDAY_AFTER.match(text, found.end) if found.rule.endswith("-first") else None
    days = weekdays_named(after[1]) if after is not None else frozenset()
    return None if days and found.day.weekday() not in days else found


def _is_a_number_of(before: str) -> bool:
    """Say whether the word before a number makes it something else (version 2.10.2006)."""
    word = _WORD_BEFORE.search(before)
    return word is not None and key_of(word[1]) in words().not_before
