"""Units named by their place: "last month", "the following year", "this summer", "recent weeks"."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from . import moments
from .grammar import GRAMMAR
from .mention import Mention, Reading

if TYPE_CHECKING:
    from collections.abc import Callable

_STEPS = {
    "last": -1, "this past": -1, "the past": -1, "past": -1, "the last": -1,
    "next": 1, "the next": 1, "the coming": 1, "this coming": 1, "coming": 1,
    "the previous": -1, "previous": -1, "the prior": -1, "the preceding": -1,
    "the following": 1, "following": 1,
}  # fmt: skip
_STRETCHES = frozenset(["the past", "past", "the last", "the next", "the coming"])
_NEAR = 4  # months until a season that is not said to be gone by
_NOT_BEHIND = frozenset(["-", "before", "after", "prior"])
_ONE = {"TH": "PT1H", "TM": "PT1M", "2W": "P2W"}
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


def shifted_units(mention: Mention, rule: str) -> Reading | None:
    """Read a unit by its place before, at or after the publication, or what the article spoke of last."""
    return _BY_RULE.get(rule, _relative)(mention)


def _relative(mention: Mention) -> Reading | None:
    """Read "last month", "this summer", "the past week", "early next year"."""
    unit, shift = mention.value("unit"), mention.part("shift")
    mod = "APPROX" if mention.has("tail") else mention.mod()
    if unit in moments.SEASON_MONTHS:
        return Reading("DATE", _season(mention, unit, _STEPS.get(shift, 0)), mod)
    if shift == "the next" and mention.before(1) not in GRAMMAR.context["through"]:
        shift = "the following"
    if unit != "WE" and (shift in _STRETCHES or unit in {"TH", "TM"}):
        return Reading("DURATION", _ONE.get(unit, f"P1{unit}"), mod)
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
    """Give the day that "the following month" counts from: the last one named, or the publication."""
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


def _bare_season(mention: Mention, season: str) -> str:
    """Give the season of "the autumn": the one running, else that on the side of the tense."""
    published = mention.discourse.published
    this, tense = _season(mention, season, 0), mention.tense()
    if published is None or this == moments.season_of(published):
        return this
    ahead = (moments.SEASON_MONTHS[season] - published.month) % 12
    if tense > 0 or mention.before(1) in {"until", "by", "till"} or (tense == 0 and ahead <= _NEAR):
        return _season(mention, season, 1)
    return _season(mention, season, -1)


def _the_unit(mention: Mention) -> Reading | None:
    """Read "the week", "the month", "the summer"."""
    unit, cue, context = mention.value("unit"), mention.before(1), GRAMMAR.context
    mod, discourse = mention.mod(), mention.discourse
    if not unit or mention.after(1) in _NOT_BEHIND:  # the season, the year-ago results
        return None
    if unit == "Y":
        return _the_year(mention, mod)
    if unit == "WE":
        return _the_weekend(mention, mod)
    if unit in moments.SEASON_MONTHS:
        behind = mention.after(1)
        known = (
            cue in context["before_season"]
            or mod
            or not behind.isalpha()
            or behind in context["behind_season"]
        )
        return Reading("DATE", _bare_season(mention, unit), mod) if known else None
    if unit == "D" and (cue not in context["before_day"] or mention.after(1) in context["after_day"]):
        return None
    day = (unit == "D" and discourse.day) or discourse.published
    return Reading("DATE", moments.point(day, unit), mod)


def _the_year(mention: Mention, mod: str | None) -> Reading:
    """Read "the year", "the year before", "the year ended March 31"."""
    behind = mention.after(1)
    to_month = behind in {"to", "through"} and (
        mention.after(2) == "end" or isinstance(GRAMMAR.values.get(mention.after(2)), int)
    )
    if behind in {"ended", "ending"} or to_month:
        return Reading("DURATION", "P1Y", mod)
    return Reading("DATE", moments.point(mention.discourse.published, "Y"), mod)


def _the_weekend(mention: Mention, mod: str | None) -> Reading:
    """Read "the weekend": the last one, unless a future verb says that it is to come."""
    day = mention.discourse.published
    to_come = mention.tense() > 0 or mention.before(1) in {"of", "before", "until"}
    if day is not None and not to_come and day.isoweekday() < 6:
        day = moments.shifted(day, "W", -1)
    return Reading("DATE", moments.point(day, "WE"), mod)


def _before_last(mention: Mention) -> Reading:
    """Read "the year before last"."""
    unit, day = mention.value("shift"), mention.discourse.published
    return Reading("DATE", moments.point(day and moments.shifted(day, unit, -2), unit))


def _season_alone(mention: Mention) -> Reading:
    """Read "until spring"."""
    return Reading("DATE", _bare_season(mention, mention.value("season")), mention.mod())


def _early_season(mention: Mention) -> Reading:
    """Read "the early summer"."""
    return Reading("DATE", _season(mention, mention.value("shift"), 0), mention.mod())


def _year_ended(mention: Mention) -> Reading:
    """Read the "year" of "year ended March 31"."""
    return Reading("DURATION", "P1Y", mention.mod())


def _unit_before(mention: Mention) -> Reading | None:
    """Read "the day before", "the year after", where no event is named behind it."""
    behind, point = mention.after(1), mention.part("point")
    if point != "earlier" and behind.isalpha() and behind not in GRAMMAR.context["after_point"]:
        return None
    unit, step = mention.value("unit"), 1 if point == "after" else -1
    part = unit if unit in {"NI", "MO", "EV"} else ""
    unit = "D" if part else unit
    origin = _origin(mention, unit)
    value = moments.point(origin and moments.shifted(origin, unit, step), unit)
    return Reading("TIME", f"{value}T{part}") if part else Reading("DATE", value)


def _year_end(mention: Mention) -> Reading:
    """Read "year-end", "midyear", "year's end"."""
    text = moments.point(mention.discourse.published, "Y")
    return Reading("DATE", text, "MID" if mention.part("yearend").startswith("mid") else "END")


def _vague_units(mention: Mention) -> Reading:
    """Read "recent weeks", "coming months", "the weeks ahead"."""
    past = mention.words("vague")[0] in {"past", "earlier", "previous", "recent"}
    return Reading("DATE", "PAST_REF" if past else "FUTURE_REF")


_BY_RULE: dict[str, Callable[[Mention], Reading | None]] = {
    "recent-units": _vague_units,
    "units-ahead": _vague_units,
    "year-end": _year_end,
    "year-end-word": _year_end,
    "next-day": _next_day,
    "unit-before": _unit_before,
    "early-season": _early_season,
    "month-before-last": _before_last,
    "year-ended": _year_ended,
    "the-unit": _the_unit,
    "bare-season": _season_alone,
    "the-fiscal-year": _the_unit,
}
