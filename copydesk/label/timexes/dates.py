"""Dates of the calendar: days, months, and days of a list."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from . import moments
from .clock import with_time
from .days import day_named
from .grammar import GRAMMAR
from .mention import Mention, Reading
from .numbers import number_of, ordinal_of, year_of
from .years import shifted_year

_DAYS_OF_MONTHS = frozenset(["month-day", "day-in-list"])
_INSIDE = frozenset(["edge", "shift", "clock", "day", "week", "yearsago", "number"])
_HYPHENS = frozenset(["-", "–"])
_BETWEEN = frozenset(["-", "–", "and", "or"])
_SOON = 60  # days ahead that a date in digits may lie
_OTHER_YEAR = 150  # so many days nearer must a day of last or next year be
_UNTIL_CUES = frozenset(["by", "until", "till"])


def calendar(mention: Mention, rule: str) -> Reading | None:
    """Read dates with a month: "Aug. 30, 2006", "30 August", "May", "last March", "2006-08-30"."""
    if not mention.has("mon"):
        return _numeric(mention, rule)
    month = int(mention.value("mon"))
    if not mention.capital and not _capital_inside(mention):
        return None
    if mention.has("day"):
        word = mention.part("mon")
        return None if word in {"may", "march"} and word in mention.written else _month_day(mention, month)
    mod = mention.mod()
    if mention.has("year") or mention.has("otheryear"):
        year = year_of(mention.words("year") or mention.words("otheryear"))
        if year is None:
            return None
        if mention.has("otheryear") and month > GRAMMAR.values[mention.words("other")[0]]:
            year -= 1  # December and January 2014
        return _in_month(mention, (year, month), mod)
    return _month_alone(mention, rule, month, mod)


def _capital_inside(mention: Mention) -> bool:
    """Say whether the expression may be taken for one although it begins with a small letter."""
    return not mention.parts.isdisjoint(_INSIDE)


def _numeric(mention: Mention, rule: str) -> Reading | None:
    """Read a date in digits. With slashes the month comes first unless it cannot be one."""
    year = year_of(mention.words("year"))
    if year is None or mention.before(1) in {"version", "v"}:
        return None
    if mention.has("month"):
        month, day = int(mention.part("month")), int(mention.part("day"))
    elif rule == "dotted-date":
        day, month = map(int, mention.part("first").split("."))
    else:
        month, day = int(mention.part("first")), int(mention.part("second"))
        if month > 12 or _is_day_first(mention.discourse.published, (year, month, day)):
            month, day = day, month
    if not moments.valid(year, month, day):
        return None
    return day_named(mention, date(year, month, day))


def _is_day_first(published: date | None, numbers: tuple[int, int, int]) -> bool:
    """Say whether 12/03/2014 must be of March, because December is still far off."""
    year, month, day = numbers
    if published is None or day > 12 or not moments.valid(year, day, month):
        return False
    latest = published + timedelta(days=_SOON)
    return moments.valid(year, month, day) and date(year, month, day) > latest >= date(year, day, month)


def _month(mention: Mention, when: tuple[int, int], mod: str | None) -> Reading:
    """Give a month of a known year and remember it."""
    mention.discourse.month = when
    mention.discourse.year = when[0]
    return Reading("DATE", f"{when[0]:04}-{when[1]:02}", mod)


def _month_day(mention: Mention, month: int) -> Reading | None:
    """Read a day of a month; without a year, the year that the verb and the nearness decide."""
    day = ordinal_of(mention.words("day"))
    if day is None or not 1 <= day <= moments.days_of_month(2000, month):
        return None
    published = mention.discourse.published
    if mention.has("year"):
        year = year_of(mention.words("year"))
    elif mention.has("lateryear"):
        year = year_of(mention.words("lateryear"))
    elif published is None:
        year = None
    elif (month, day) == (9, 11) and mention.after(1) in GRAMMAR.context["attack"]:
        year = min(published.year, 2001)
    elif mention.has("shift"):
        year = published.year + {"last": -1, "this": 0, "next": 1}[mention.part("shift")]
    else:
        weekday = int(mention.value("weekday") or 0)
        year = _year_by_weekday(published, month, day, weekday) if weekday else None
        year = year or _year_of_day(published, month, day, mention.tense())
    if year is None:
        return with_time(mention, f"XXXX-{month:02}-{day:02}")
    if not moments.valid(year, month, day):
        return None
    return day_named(mention, date(year, month, day))


def _year_by_weekday(published: date, month: int, day: int, weekday: int) -> int | None:
    """Choose the nearest year in which the day is of that weekday; None if there is none nearby."""
    for year in (published.year, published.year - 1, published.year + 1):
        if moments.valid(year, month, day) and date(year, month, day).isoweekday() == weekday:
            return year
    return None


@lru_cache(maxsize=4096)
def _year_of_day(published: date, month: int, day: int, tense: int) -> int | None:
    """Choose the year of a month and day without one: on the side of the tense, else the nearest."""
    years = [
        year for year in range(published.year - 1, published.year + 2) if moments.valid(year, month, day)
    ]
    if not years:
        return None
    away = {year: (date(year, month, day) - published).days for year in years}
    if tense < 0:  # a past verb nearby may report what is still to come: "announced a dividend Dec. 15"
        return max(
            (year for year in years if away[year] <= 120 and year <= published.year), default=years[0]
        )
    if tense > 0:
        return min((year for year in years if away[year] >= 0), default=years[-1])
    return min(years, key=lambda year: abs(away[year]) + _OTHER_YEAR * (year != published.year))


def _month_alone(mention: Mention, rule: str, month: int, mod: str | None) -> Reading | None:
    """Read a month without year: "March", "last March", "early March"."""
    published = mention.discourse.published
    cue = mention.before(1)
    if rule == "month":
        word = mention.part("mon")
        if word == "may" and cue != "in" and not mention.has("edge") and mention.discourse.may_is_name():
            return None
        if (
            word in {"may", "march"}
            and cue not in GRAMMAR.context["before_month"]
            and not (
                mention.has("edge") or mention.has("other") or (cue in _BETWEEN and mention.follows(1))
            )
        ):
            return None
        if not mention.capital and not mention.has("edge"):
            return None
    if published is None:
        return Reading("DATE", f"XXXX-{month:02}", mod)
    year, shift = published.year, mention.part("shift")
    if rule == "month-shifted-year":
        year = shifted_year(mention, published)
    elif mention.has("yearsago"):
        year -= int(number_of(mention.words("yearsago")) or 0)
    elif rule in {"week-of-month", "weekday-of-month"} and shift:
        year = shifted_year(mention, published)
    elif shift in {"last", "this past", "the previous"}:
        year -= month >= published.month
    elif shift in {"next", "this coming", "the following"}:
        year += month <= published.month
    elif shift != "this":
        year += _month_side(mention, published.month, month, cue)
    return _in_month(mention, (year, month), mod)


def _in_month(mention: Mention, when: tuple[int, int], mod: str | None) -> Reading:
    """Give a month, or "the second week" or "the first Monday" of it.

    The second week is that of the 11th, the last one that of the last day.
    """
    last = moments.days_of_month(*when)
    if mention.has("week"):
        number = ordinal_of(mention.words("week"))
        day = date(*when, min(last, 7 * number - 3) if number else last)
        return Reading("DATE", moments.point(day, "W"), mod)
    if mention.has("number"):
        number = ordinal_of(mention.words("number")) or 5
        day = date(*when, min(last, 7 * number))
        return day_named(mention, moments.weekday_near(day, int(mention.value("weekday")), -1))
    return _month(mention, when, mod)


def _month_side(mention: Mention, now: int, month: int, cue: str) -> int:
    """Give the years from the year of publication to a bare month's."""
    tense, ahead = mention.tense(), (month - now) % 12
    if ahead == 1 or (ahead == 2 and tense == 0):
        return int(month < now)  # who means eleven months ago says "last"
    if cue == "through" or (tense == 0 and cue not in _UNTIL_CUES):
        nearest = min((0, -1, 1), key=lambda years: abs(month + 12 * years - now))
        return nearest if cue == "through" else min(nearest, 0)
    if tense > 0 or cue in _UNTIL_CUES:
        return int(month < now)
    return -int(month > now)


def _year_in_range(mention: Mention) -> Reading | None:
    """Read the 97 of "1995-97"."""
    first, last = mention.discourse.year, int(mention.part("year"))
    if first is None or "year" not in mention.follows(1) or not mention.glued() or last <= first % 100:
        return None
    mention.discourse.year = first // 100 * 100 + last
    return Reading("DATE", f"{mention.discourse.year:04}")


def listed(mention: Mention, rule: str) -> Reading | None:
    """Read the 5 of "July 4 and 5": a day of the month that was named just before; the 97 of "1995-97"."""
    if rule == "year-in-range":
        return _year_in_range(mention)
    named, day = mention.discourse.day, ordinal_of(mention.words("day"))
    if mention.follows(1) not in _DAYS_OF_MONTHS or named is None or day is None or day <= named.day:
        return None
    in_range = mention.glued() and mention.before(1) in _HYPHENS
    if (
        not in_range
        and mention.after(1).isalpha()
        and mention.after(1) not in GRAMMAR.context["after_listed"]
    ):
        return None
    year = year_of(mention.words("year")) or named.year
    return (
        day_named(mention, date(year, named.month, day)) if moments.valid(year, named.month, day) else None
    )
