"""Past, present and future without a date, and feasts."""

from __future__ import annotations

from datetime import date

from . import moments
from .mention import Mention, Reading
from .numbers import year_of


def vague(mention: Mention, rule: str) -> Reading | None:
    """Read "now", "recently", "the near future"."""
    del rule
    if mention.has("present"):
        return Reading("DATE", "PRESENT_REF")
    if mention.has("past_"):
        return Reading("DATE", "PAST_REF")
    return Reading("DATE", "FUTURE_REF")


def holidays(mention: Mention, rule: str) -> Reading | None:
    """Read feasts: "Christmas Eve", "Thanksgiving", "the eve of the vote"."""
    if rule == "eve-of":
        return Reading("DATE", "XXXX-XX-XX", None)
    if not mention.capital and not mention.has("eve"):
        return None
    published = mention.discourse.published
    year = year_of(mention.words("year")) if mention.has("year") else None
    if mention.has("movable"):
        return _movable(mention, year)
    if mention.has("holiday"):
        month, day = map(int, mention.value("holiday").split("-"))
    elif mention.has("newyear"):
        month, day = 1, 1
    else:
        month, day = 12, 26
    if mention.has("eve"):
        month, day = (12, 31) if month == 1 else (month, day - 1)
    if year is None and published is not None:
        year = _feast_year(mention, published, month, day)
    text = "XXXX" if year is None else f"{year:04}"
    return Reading("DATE", f"{text}-{month:02}-{day:02}")


def _feast_year(mention: Mention, published: date, month: int, day: int) -> int:
    """Choose the feast on the side of the tense, else the nearest."""
    tense, years = mention.tense(), range(published.year - 1, published.year + 2)
    away = {year: (date(year, month, day) - published).days for year in years}
    if tense < 0:
        return max(year for year in years if away[year] <= 0)
    if tense > 0:
        return min(year for year in years if away[year] >= 0)
    return min(years, key=lambda year: abs(away[year]))


def _movable(mention: Mention, year: int | None) -> Reading | None:
    """Read a feast whose day differs from year to year."""
    published = mention.discourse.published
    if year is None and published is None:
        return Reading("DATE", "XXXX-XX-XX")
    if year is None:
        assert published is not None
        year = published.year
    return Reading("DATE", moments.movable_feast(mention.value("movable"), year).isoformat())
