"""Quarters and halves of a year, and what reports of results compare with them."""

from __future__ import annotations

from datetime import date

from . import moments
from .durations import length
from .grammar import GRAMMAR
from .mention import Mention, Reading
from .numbers import number_of, ordinal_of
from .years import named_year

_LAST = frozenset(["last", "latter", "final"])


def quarters(mention: Mention, rule: str) -> Reading | None:
    """Read quarters and halves of a year, and what is compared with them a year back."""
    if mention.has("number"):
        return _numbered(mention, rule)
    if mention.has("ago") or rule == "same-quarter-last-year":
        return _year_before(mention)
    if mention.has("year"):
        quarter, year = mention.discourse.quarter, int(mention.part("year"))
        return Reading("DATE", _quarter_value((year, quarter[1])) if quarter else str(year))
    if mention.has("unit"):
        return _shifted_quarter(mention)
    return _the_quarter(mention, rule)


def _the_quarter(mention: Mention, rule: str) -> Reading:
    """Read "the quarter", "the latest quarter": the one that the article named last."""
    discourse, mod = mention.discourse, mention.mod()
    discourse.quarter = _ended(mention) or discourse.quarter
    if discourse.quarter:
        discourse.months_reported = False
        return Reading("DATE", _quarter_value(discourse.quarter), mod)
    if mention.part("latest") == "period":
        return Reading("DATE", "PRESENT_REF", mod)
    if rule == "quarter-ended":
        return Reading("DURATION", "P1Q", mod)
    return Reading("DATE", f"{moments.point(discourse.published, 'Y')}-QX", mod)


def _quarter_value(quarter: tuple[int, int]) -> str:
    return f"{quarter[0]:04}-Q{quarter[1]}"


def _ended(mention: Mention) -> tuple[int, int] | None:
    """Give the quarter that the month behind "ended" closes."""
    if mention.after(1) not in {"ended", "ending"} or mention.discourse.published is None:
        return None
    month = GRAMMAR.values.get(mention.after(2))
    if not isinstance(month, int) or month > 12:
        return None
    published = mention.discourse.published
    year = published.year - (month > published.month and mention.after(1) == "ended")
    return year, (month + 2) // 3


def _numbered(mention: Mention, rule: str) -> Reading | None:
    """Read "the third quarter of 1990", "Q3 2023", "the first half"."""
    code, published = mention.part("code"), mention.discourse.published
    letter, limit = ("H", 2) if code in {"h", "half"} else ("Q", 4)
    number = _place(mention.words("number"), limit)
    if number is None or (code in {"q", "h"} and not mention.has("year") and not mention.capital):
        return None
    year = named_year(mention)
    if year is None and code == "half" and rule != "ordinal-quarter-year":
        return _bare_half(mention, number)
    if year is None and mention.follows(2) and mention.before(1) == "s":  # last year's third quarter
        year = mention.discourse.year
    if year is None:
        if published is None:
            return Reading("DATE", f"XXXX-{letter}{number}", mention.mod())
        year = published.year - (letter == "Q" and _is_past(mention, published, number))
    if letter == "Q":
        _remember(mention, (year, number))
    return Reading("DATE", f"{year:04}-{letter}{number}", mention.mod())


def _is_past(mention: Mention, published: date, quarter: int) -> bool:
    """Say whether a quarter that lies far ahead in the year is last year's."""
    return quarter - (published.month + 2) // 3 >= 2 and mention.tense() <= 0


def _remember(mention: Mention, quarter: tuple[int, int]) -> None:
    """Remember what "the quarter" means later on: a quarter reported, not one that is still to come."""
    discourse = mention.discourse
    published = discourse.published
    to_come = published is not None and quarter >= (published.year, (published.month + 2) // 3)
    if not (to_come and mention.tense() > 0) and quarter >= (discourse.quarter or quarter):
        discourse.quarter, discourse.months_reported = quarter, False


def _bare_half(mention: Mention, number: int) -> Reading | None:
    """Read "the first half": of the year in reports of results, else perhaps of a match."""
    if mention.after(1) not in GRAMMAR.context["results"]:
        return None
    return Reading("DATE", f"{moments.point(mention.discourse.published, 'Y')}-H{number}", mention.mod())


def _place(words: tuple[str, ...], limit: int) -> int | None:
    """Give the number of a quarter or half."""
    number = limit if words[0] in _LAST else 1 if words[0] == "opening" else ordinal_of(words)
    return number if number and number <= limit else None


def _year_before(mention: Mention) -> Reading:
    """Read "a year earlier": in reports of results it is the same quarter, one year back."""
    discourse = mention.discourse
    if mention.has("count"):
        return Reading("DURATION", length(number_of(mention.words("count")), "M"))
    if discourse.quarter and not discourse.months_reported:
        year, quarter = discourse.quarter
        return Reading("DATE", _quarter_value((year - 1, quarter)))
    if discourse.published is None:
        return Reading("DATE", "XXXX")
    return Reading("DATE", f"{discourse.published.year - 1:04}")


def _shifted_quarter(mention: Mention) -> Reading | None:
    """Read "the current quarter", "last quarter"."""
    published, shift = mention.discourse.published, mention.part("shift").removeprefix("the ")
    mod = mention.mod()
    if mention.part("unit") == "half":
        return None
    if published is None:
        return Reading("DATE", "XXXX-QX", mod)
    step = {"last": -1, "previous": -1, "prior": -1, "preceding": -1, "next": 1, "following": 1}.get(
        shift, 0
    )
    origin = published
    if shift in {"previous", "prior", "preceding", "following"} and mention.discourse.quarter:
        year, quarter = mention.discourse.quarter
        origin = date(year, 3 * quarter, 1)
    day = moments.shifted(origin, "Q", step)
    assert day is not None, origin
    return Reading("DATE", moments.point(day, "Q"), mod)
