"""Past, present and future without a date, and feasts."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from . import moments
from .grammar import GRAMMAR
from .mention import Mention, Reading
from .numbers import year_of

if TYPE_CHECKING:
    from collections.abc import Callable


_OTHER_SIDE = 300  # so many days nearer must it be


def vague(mention: Mention, rule: str) -> Reading | None:
    """Read "now", "recently", "the near future"."""
    if rule in {"the-past", "the-future"} and mention.after(1) in GRAMMAR.context["after_adjective"]:
        return None  # the past season, the future of the club
    if rule == "at-the-time" and mention.after(1) in {"of", "when"}:
        return None
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
    if mention.written == "May day" or mention.after(1) in GRAMMAR.context["not_feast"]:
        return None
    published = mention.discourse.published
    year = year_of(mention.words("year")) if mention.has("year") else None
    day_in = _day_of_feast(mention)
    if year is None and published is not None:
        year = _feast_year(mention, published, day_in)
    if year is not None:
        return Reading("DATE", day_in(year).isoformat())
    return Reading(
        "DATE", "XXXX-XX-XX" if mention.has("movable") else f"XXXX{day_in(2000).isoformat()[4:]}"
    )


def _day_of_feast(mention: Mention) -> Callable[[int], date]:
    """Give the function from a year to the day of the feast in it."""
    if mention.has("movable"):
        words = mention.words("movable")
        name = " ".join(words)
        if words[-1] == "day" or len(words) != 2:
            name = str(GRAMMAR.values.get(words[0], words[0]))
        return partial(moments.movable_feast, name)
    if mention.has("holiday"):
        month, day = map(int, mention.value("holiday").split("-"))
    else:
        month, day = (1, 1) if mention.has("newyear") else (5, 1)  # else it is May Day
    if mention.has("eve"):
        month, day = (12, 31) if month == 1 else (month, day - 1)
    return partial(date, month=month, day=day)


def _feast_year(mention: Mention, published: date, day_in: Callable[[int], date]) -> int:
    """Choose the nearest feast, that on the other side of the tense if it is nearer by far."""
    tense = mention.tense()

    def distance(year: int) -> int:
        away = (day_in(year) - published).days
        return abs(away) + _OTHER_SIDE * (away * tense < 0)

    years = range(published.year - 1, published.year + 2)
    if mention.value("movable") == "election":  # of the Congress, every other year
        years = range(years[0] + years[0] % 2, years[2] + 1, 2)
    return min(years, key=distance)
