"""Units named by their place: "last month", "the following year", "this summer", "recent weeks"."""

from __future__ import annotations

from datetime import date

from . import moments
from .grammar import GRAMMAR
from .mention import Mention, Reading

_STEPS = {
    "last": -1, "this past": -1, "the past": -1, "past": -1, "the last": -1,
    "next": 1, "the next": 1, "the coming": 1, "this coming": 1, "coming": 1,
    "the previous": -1, "previous": -1, "the prior": -1, "the preceding": -1,
    "the following": 1, "following": 1,
}  # fmt: skip
_ANAPHORIC = frozenset(
    [
        "the previous",
        "previous",
        "the prior",
        "the preceding",
        "the following",
        "following",
        "that",
        "that same",
        "the same",
    ]
)
_THROUGH = frozenset(["in", "over", "for", "during", "within", "through", "throughout", "of", "into"])
_RESULTS = frozenset(["ended", "ending"])


def shifted_units(mention: Mention, rule: str) -> Reading | None:
    """Read a unit by its place before, at or after the publication, or what the article spoke of last."""
    mod = mention.mod()
    if rule in {"recent-units", "units-ahead"}:
        return _vague_units(mention)
    if mention.has("yearend") or rule == "year-end":
        return _year_end(mention, mod)
    if rule == "next-day":
        return _next_day(mention)
    if rule == "early-season":
        return Reading("DATE", _season(mention, mention.value("shift"), 0), mod)
    if rule == "month-before-last":
        day = _origin(mention, "Y")
        unit = mention.value("shift")
        return Reading("DATE", moments.point(day and moments.shifted(day, unit, -2), unit), mod)
    if rule == "year-ended":
        return Reading("DURATION", "P1Y", mod)
    unit, shift = mention.value("unit"), mention.part("shift")
    word = mention.part("unit")
    if word == "weekend":
        unit = "WE"
    if word == "season" or word == "while":
        return None
    if rule in {"the-unit", "the-fiscal-year"}:
        return _the_unit(mention, unit, mod)
    if unit in moments.SEASON_MONTHS:
        return Reading("DATE", _season(mention, unit, _STEPS.get(shift, 0)), mod)
    if mention.has("tail"):
        mod = "APPROX"
    if unit in {"TH", "TM"}:
        return Reading("DURATION", f"PT1{unit[1]}", mod)
    if shift == "the next" and mention.before(1) not in _THROUGH:
        shift = "the following"
    if shift in {"the past", "past", "the last", "the next", "the coming"} and unit not in {"WE"}:
        return Reading("DURATION", f"P1{unit}" if unit != "2W" else "P2W", mod)
    if unit == "D" and shift in {"last", "this"}:
        return None
    return _unit_at(mention, unit, shift, mod)


def _next_day(mention: Mention) -> Reading | None:
    """Read "the next day", "the following morning": counted from the day that the article named last."""
    discourse, word = mention.discourse, mention.part("unit")
    origin = discourse.day or discourse.published
    step = -1 if mention.part("shift") == "the previous" else 1
    day = origin and moments.shifted(origin, "D", step)
    if word == "day":
        discourse.day = day
        return Reading("DATE", moments.point(day, "D"))
    return Reading("TIME", f"{moments.point(day, 'D')}T{GRAMMAR.values[word]}")


def _unit_at(mention: Mention, unit: str, shift: str, mod: str | None) -> Reading | None:
    """Give the unit so many steps from its origin."""
    origin = _origin(mention, unit) if shift in _ANAPHORIC else mention.discourse.published
    if origin is None:
        return Reading("DATE", moments.point(None, unit), mod)
    day = moments.shifted(origin, unit, _STEPS.get(shift, 0))
    if day is None:
        return None
    discourse = mention.discourse
    if unit == "Y":
        discourse.year = day.year
    elif unit == "M":
        discourse.month, discourse.year = (day.year, day.month), day.year
    elif unit == "D":
        discourse.day = day
    return Reading("DATE", moments.point(day, unit), mod)


def _origin(mention: Mention, unit: str) -> date | None:
    """Give the day that "the following month" counts from: what the article named last, or its publication."""
    discourse = mention.discourse
    if unit == "Y" and discourse.year is not None:
        return date(max(discourse.year, 1), 1, 1)
    if unit == "M" and discourse.month is not None:
        return date(*discourse.month, 1)
    if unit in {"D", "W", "WE"} and discourse.day is not None:
        return discourse.day
    return discourse.published


def _season(mention: Mention, season: str, step: int) -> str:
    """Give a season seen from the publication; a winter belongs to the year it begins in."""
    published = mention.discourse.published
    if published is None:
        return f"XXXX-{season}"
    year, first = published.year, moments.SEASON_MONTHS[season]
    if season == "WI" and published.month < 3:
        year -= 1
    begun = date(year, first, 1) <= published
    over = begun and (published.year * 12 + published.month) >= (year * 12 + first + 3)
    if step < 0 and not over:
        year -= 1
    elif step > 0 and begun:
        year += 1
    return f"{year:04}-{season}"


def _the_unit(mention: Mention, unit: str, mod: str | None) -> Reading | None:
    """Read "the year", "the week", "the weekend", "the summer"."""
    behind, cue = mention.after(1), mention.before(1)
    discourse = mention.discourse
    if behind == "-":
        return None
    if unit in moments.SEASON_MONTHS:
        if (
            cue not in {"in", "into", "during", "through", "over", "for", "since", "until", "of", "by"}
            and not mod
        ):
            return None
        return Reading("DATE", _season(mention, unit, 0), mod)
    if unit == "Y":
        if behind in _RESULTS:
            return Reading("DURATION", "P1Y", mod)
        if behind in {"before", "after", "when", "that", "in"} and not mod:
            return Reading("DATE", moments.point(_before_or_after(mention, behind), "Y"), mod)
        return Reading("DATE", moments.point(discourse.published, "Y"), mod)
    if unit == "WE":
        step = 1 if mention.tense() > 0 or cue in {"of", "before", "until"} else -1
        day = discourse.published
        if day is not None and step < 0 and day.isoweekday() < 6:
            day = moments.shifted(day, "W", -1)
        return Reading("DATE", moments.point(day, "WE"), mod)
    if unit in {"DE", "CE"}:
        return Reading("DATE", moments.point(discourse.published, unit), mod)
    if unit == "D" and cue not in {"in", "during", "of", "on", "for", "earlier"}:
        return None
    if unit == "D" and behind in {"when", "that", "of", "care", "to"}:
        return None
    return Reading(
        "DATE",
        moments.point(discourse.day or discourse.published if unit == "D" else discourse.published, unit),
        mod,
    )


def _before_or_after(mention: Mention, behind: str) -> date | None:
    """Give the day that "the year before" speaks of."""
    step = {"before": -1, "after": 1}.get(behind, 0)
    origin = _origin(mention, "Y") if step else mention.discourse.published
    return origin and moments.shifted(origin, "Y", step)


def _year_end(mention: Mention, mod: str | None) -> Reading:
    """Read "year-end", "midyear", "year's end"."""
    text = moments.point(mention.discourse.published, "Y")
    return Reading("DATE", text, "MID" if mention.part("yearend").startswith("mid") else "END")


def _vague_units(mention: Mention) -> Reading | None:
    """Read "recent weeks", "coming months", "the weeks ahead"."""
    word = mention.words("vague")[0]
    if word in {"past", "earlier", "previous", "recent"}:
        return Reading("DATE", "PAST_REF")
    if word in {"coming", "future", "upcoming", "later"} or mention.after(1) == "ahead":
        return Reading("DATE", "FUTURE_REF")
    unit = GRAMMAR.values.get(word)
    return Reading("DATE", "FUTURE_REF") if unit else None
