"""Quarters, years, decades, centuries, seasons, and units named by their place: "last month"."""

from __future__ import annotations

from datetime import date

from . import moments
from .grammar import GRAMMAR
from .mention import Mention, Reading, number_of, year_of

_STRONG_YEAR_CUES = frozenset(
    ["in", "since", "from", "until", "till", "during", "before", "after", "between", "of", "by"]
)
_COUNTED = frozenset(
    [
        "percent",
        "people",
        "miles",
        "feet",
        "dollars",
        "points",
        "meters",
        "metres",
        "km",
        "tons",
        "tonnes",
        "pounds",
        "euros",
        "shares",
        "men",
        "women",
        "troops",
        "soldiers",
        "jobs",
        "workers",
        "employees",
        "times",
        "kilometers",
        "kilometres",
        "acres",
        "barrels",
        "votes",
        "deaths",
        "cases",
        "homes",
        "students",
        "mph",
        "rpm",
        "calories",
        "others",
        "members",
        "million",
        "billion",
        "kg",
        "yards",
        "square",
        "cubic",
        "francs",
        "marks",
        "yen",
        "crore",
        "rupees",
        "hp",
        "gmt",
    ]
)


def quarters(mention: Mention, rule: str) -> Reading | None:
    """Read quarters and halves of a year, and what is compared with them a year back."""
    mod, discourse = mention.mod(), mention.discourse
    if mention.has("number") or mention.has("which"):
        return _numbered(mention, rule, mod)
    if mention.has("ago") or rule == "same-quarter-last-year":
        return _year_before(mention, rule)
    if rule == "year-period":
        year = int(mention.part("year"))
        quarter = discourse.quarter
        return Reading("DATE", f"{year}-Q{quarter[1]}" if quarter else str(year))
    if mention.has("unit"):
        return _shifted_quarter(mention, mod)
    ended = _ended(mention)
    if ended:
        discourse.quarter = ended
    if discourse.quarter:
        discourse.months_reported = False
        return Reading("DATE", _quarter_value(discourse.quarter), mod)
    if mention.part("latest") == "period":
        return Reading("DATE", "PRESENT_REF", mod)
    if rule == "quarter-ended":
        return Reading("DURATION", "P1Q", mod)
    year_text = moments.point(discourse.published, "Y")
    return Reading("DATE", f"{year_text}-QX", mod)


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


def _numbered(mention: Mention, rule: str, mod: str | None) -> Reading | None:
    """Read "the third quarter of 1990", "Q3 2023", "the first half"."""
    code = mention.part("code")
    limit = 2 if code in {"h", "half"} else 4
    letter = "H" if limit == 2 else "Q"
    number = _ordinal(mention.words("number"), limit)
    if number is None:
        return None
    if code in {"q", "h"} and not mention.has("year") and not mention.capital:
        return None
    year = _named_year(mention)
    published = mention.discourse.published
    if year is None and code == "half" and rule != "ordinal-quarter-year":
        return _bare_half(mention, number)
    if year is None:
        if published is None:
            return Reading("DATE", f"XXXX-{letter}{number}", mod)
        year = published.year - (
            number - (published.month + 2) // 3 >= 2 and letter == "Q" and mention.tense() <= 0
        )
    to_come = published is not None and (year, number) >= (published.year, (published.month + 2) // 3)
    if letter == "Q" and not (
        to_come and mention.tense() > 0
    ):  # "the quarter" later on means a quarter reported
        mention.discourse.quarter = (year, number)
        mention.discourse.months_reported = False
    return Reading("DATE", f"{year:04}-{letter}{number}", mod)


def _bare_half(mention: Mention, number: int) -> Reading | None:
    """Read "the first half": a half of the year unless the sentence speaks of something else that has halves."""
    if mention.after(1) in {"of"} or mention.before(1) not in {
        "in",
        "for",
        "during",
        "of",
        "a",
        "its",
        "'s",
    }:
        return None
    if mention.after(1) not in {"profit", "loss", "net", "results", "earnings", "sales", "revenue", "the"}:
        return None
    return Reading("DATE", f"{moments.point(mention.discourse.published, 'Y')}-H{number}", mention.mod())


def _ordinal(words: list[str], limit: int) -> int | None:
    """Give the number of a quarter or half."""
    word = words[0]
    if word in {"last", "latter"}:
        return limit
    value = 2 if word == "second" else int(word) if word.isdigit() else GRAMMAR.values.get(word)
    return value if isinstance(value, int) and 1 <= value <= limit else None


def _named_year(mention: Mention) -> int | None:
    """Give the year that stands in the expression, as a number or as "last year"."""
    for name in ("year", "tail"):
        if mention.has(name):
            return year_of(mention.words(name))
    published = mention.discourse.published
    if mention.has("shift") and published is not None:
        return published.year + {"last": -1, "next": 1}.get(mention.part("shift"), 0)
    return None


def _year_before(mention: Mention, rule: str) -> Reading:
    """Read "a year earlier": in reports of results it is the same quarter, one year back."""
    discourse = mention.discourse
    trim = 0
    if mention.has("count"):
        return Reading("DURATION", f"P{number_of(mention.words('count')):g}M")
    if discourse.quarter and not discourse.months_reported:
        year, quarter = discourse.quarter
        return Reading("DATE", f"{year - 1:04}-Q{quarter}", None, trim)
    if discourse.published is None:
        return Reading("DATE", "XXXX" if rule.startswith("year") else "XXXX-QX", None, trim)
    return Reading("DATE", f"{discourse.published.year - 1:04}", None, trim)


def _shifted_quarter(mention: Mention, mod: str | None) -> Reading | None:
    """Read "the current quarter", "last quarter"."""
    published, shift = mention.discourse.published, mention.part("shift").removeprefix("the ")
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


def years(mention: Mention, rule: str) -> Reading | None:
    """Read years, seasons of years, decades and centuries."""
    mod = mention.mod()
    if rule in {"century-ordinal", "turn-of-century"}:
        return _century(mention, mod)
    if "decade" in rule:
        return _decade(mention, mod)
    if mention.has("season"):
        return _season_of_year(mention, mod)
    year = year_of(mention.words("year"))
    if year is None:
        return None
    if rule == "year-or-later":
        mod = "ON_OR_AFTER" if mention.part("tail") in {"later", "beyond", "after"} else "ON_OR_BEFORE"
    if rule == "bare-year" and not _is_year(mention, year):
        return None
    if rule == "year-range-end" and not (mention.before(2).isdigit() and len(mention.before(2)) == 4):
        return None
    mention.discourse.year = year
    if mention.has("second"):
        second = mention.part("second")
        ending = year // 100 * 100 + int(second) if len(second) == 2 else int(second)
        if rule in {"season-of-years", "split-year"} and ending - year != 1 and second != "00":
            return None
        if rule == "fiscal-year":
            year = ending
    return Reading("DATE", f"{year:04}", mod)


def _is_year(mention: Mention, year: int) -> bool:
    """Say whether a number of four digits without a thousands comma is a year."""
    cue, behind = mention.before(1), mention.after(1)
    if behind in _COUNTED or (
        behind == "-" and mention.after(2) in {"foot", "mile", "pound", "page", "meter", "year", "seat"}
    ):
        return False
    if cue in {
        "no",
        "number",
        "route",
        "flight",
        "room",
        "highway",
        "area",
        "page",
        "section",
        "resolution",
        "#",
        "$",
        "model",
    }:
        return False
    if cue in {".", "/", ":"} and mention.first > 1 and mention.tokens[mention.first - 1] == cue:
        return False
    if cue in {"-", "–"} and mention.before(2).isdigit() and len(mention.before(2)) != 4:
        return False  # a telephone number
    if mention.has("mod"):
        return cue in _STRONG_YEAR_CUES
    if 1900 <= year <= 2040:
        return True
    return (
        cue in _STRONG_YEAR_CUES
        and not behind.isalpha() | (behind in {"and", "to", "when", "by", "the", "as"})
        or (cue in {"in", "since"} and 1400 <= year < 2100)
    )


def _century(mention: Mention, mod: str | None) -> Reading | None:
    """Read "the 19th century" as TIMEX3 does, by the first two digits of its years: 18."""
    if not mention.has("number"):
        return Reading("DATE", "19" if _published_before_2000(mention) else "20", "START")
    total = 0
    for word in mention.words("number"):
        if word.isdigit():
            total += int(word)
        elif isinstance(GRAMMAR.values.get(word), int):
            total += int(GRAMMAR.values[word])
        elif word == "second":
            total += 2
    return Reading("DATE", f"{total - 1:02}", mod) if 1 <= total <= 30 else None


def _published_before_2000(mention: Mention) -> bool:
    published = mention.discourse.published
    return published is not None and published.year < 1990


def _decade(mention: Mention, mod: str | None) -> Reading | None:
    """Read "the 1980s", "the '80s", "the late eighties" by the first three digits of their years: 198."""
    if mention.has("which"):
        mod = "START" if mention.part("which") == "first" else "END"
    if mention.has("decade"):
        century = {"eighteen": "18"}.get(mention.part("century"), "19")
        if mention.before(1) in {"his", "her", "their", "my"} or mention.part("decade") in {
            "twenties",
            "thirties",
        }:
            if not mention.has("century"):
                return None
        if not mention.has("century") and mention.tokens[mention.first].rstrip() != "the":
            return None
        return Reading("DATE", f"{century}{mention.value('decade')}", mod)
    digits = mention.part("year")
    if len(digits) == 2 and digits[1] == "0":
        return Reading("DATE", ("20" if digits[0] in "012" else "19") + digits[0], mod)
    if len(digits) == 4 and digits[3] == "0":
        return Reading("DATE", digits[:3], mod)
    return None


def _season_of_year(mention: Mention, mod: str | None) -> Reading | None:
    """Read "the summer of 1998", "spring this year"."""
    year = _named_year(mention)
    if year is None and mention.discourse.published is not None:
        return None
    text = "XXXX" if year is None else f"{year:04}"
    return Reading("DATE", f"{text}-{mention.value('season')}", mod)
