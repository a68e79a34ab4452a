"""Lengths of time, points that lie a length of time away, and what is repeated."""

from __future__ import annotations

from . import moments
from .mention import POINT_MODS, Mention, Reading, number_of

_SHORT = {"TH": "30M", "TM": "30S", "Y": "6M"}
_TAILS = {
    "or so": "APPROX",
    "or more": "EQUAL_OR_MORE",
    "or longer": "EQUAL_OR_MORE",
    "or less": "EQUAL_OR_LESS",
}
_RATES = frozenset(
    ["million", "billion", "percent", "%", "cents", "dollars", "pounds", "euros", "trillion", "thousand"]
)


def length(count: float | None, unit: str) -> str:
    """Write a length of time as ISO 8601 does; X stands for a count that is left open.

    >>> length(2.5, "Y"), length(None, "D"), length(1.5, "TM"), length(2, "DE")
    ('P2Y6M', 'PXD', 'PT1M30S', 'P2DE')
    """
    if unit == "2W":
        return "PXW" if count is None else f"P{2 * count:g}W"
    prefix, letter = ("PT", unit[1:]) if unit in {"TH", "TM", "TS"} else ("P", unit)
    if count is None:
        return f"{prefix}X{letter}"
    whole = int(count)
    if count - whole == 0.5 and unit in _SHORT:
        return (f"{prefix}{whole}{letter}" if whole else prefix) + _SHORT[unit]
    return f"{prefix}{count:g}{letter}" if count < 1e5 else f"{prefix}{whole}{letter}"


def durations(mention: Mention, rule: str) -> Reading | None:
    """Read "two years", "the past three months", "five years ago", "a day earlier"."""
    if rule == "age" or _is_age(mention):
        return None
    unit, mod = mention.value("unit"), mention.mod()
    if unit == "" or unit == "WE":
        unit = "D" if unit else ""
    if not unit:
        return Reading("DURATION", "PXX", mod)
    if rule in {"units-or-units", "weeks-of", "units-before"}:
        return _open_units(mention, unit, mod)
    count = number_of(mention.words("count")) if mention.has("count") else 1
    if not mention.has("count") and mention.part("unit").endswith("s"):
        count = None
    if mention.has("half"):
        count = 0.5 if mention.part("half") == "half" else 1.5
    elif "half" in mention.tokens[mention.last - 1] and mention.has("count") and count:
        count += 0.5
    if mention.has("tail"):
        mod = _TAILS.get(mention.part("tail"), mod)
    if mention.has("point"):
        return _point(mention, count, unit, mod)
    if unit == "TS" and not mention.has("count"):
        return None
    if mention.part("unit") == "second" and mention.part("count") in {"one", "a", "1"}:
        return None if not mention.has("mod") else Reading("DURATION", "PT1S", mod)
    if mention.part("count") in {"some", "half a"} and mention.part("unit") in {"day", "year", "week"}:
        return None
    if rule.startswith("a-") and mention.before(1) in _RATES:
        return None
    if rule == "past-units" and mention.part("which") in {
        "first",
        "final",
        "opening",
        "other",
        "remaining",
        "initial",
    }:
        if not mention.has("count") and not mention.part("unit").endswith("s"):
            return _first_unit(mention, unit)
    if (
        mention.part("unit") == "quarters"
        and count == 3
        and (mention.after(1) == "of" or rule == "count-units" and "-" in mention.tokens[mention.first + 1])
    ):
        return None
    if rule in {"past-units", "the-units"} and unit == "M":
        mention.discourse.months_reported = True
    if mention.part("unit") == "day" and rule == "count-units" and mention.part("count") == "one":
        return Reading("DURATION", "P1D", mod)
    return Reading("DURATION", length(count, unit), mod)


def _first_unit(mention: Mention, unit: str) -> Reading | None:
    """Leave "the first day" alone: it is a point of something else."""
    if unit in {"D", "TS", "TH", "TM"} or mention.part("which") == "other":
        return None
    return Reading("DURATION", length(1, unit))


def _is_age(mention: Mention) -> bool:
    """Say whether the length of time is somebody's age."""
    behind = mention.after(1)
    if behind == "-":
        behind = mention.after(2)
    if behind in {"old", "olds"}:
        return True
    return behind == "of" and mention.after(2) == "age"


def _open_units(mention: Mention, unit: str, mod: str | None) -> Reading | None:
    """Read a plural without a number: "for years", "months of talks"."""
    if mention.after(1) == "of" and mention.after(2) == "age":
        return None
    if mention.before(1) in {"the", "of"} and mention.after(1) in {"of", "into", "from"}:
        return None
    if mention.after(1) == "from":
        return None
    return Reading("DURATION", length(None, unit), mod)


def _point(mention: Mention, count: float | None, unit: str, mod: str | None) -> Reading | None:
    """Give the point that lies a length of time before or after the publication, or the last day named."""
    way = mention.words("point")[0]
    step = 1 if way in {"from", "hence", "later", "afterward", "afterwards"} else -1
    mod = POINT_MODS.get(mod or "", mod)
    if way not in {"ago", "from", "hence"}:
        return _from_anchor(mention, count, unit, step)
    published = mention.discourse.published
    if count is None:
        return _open_point(mention, unit, step, mod)
    if published is None:
        return Reading("DATE", moments.point(None, unit), mod)
    day = moments.shifted(published, unit, step * round(count)) if count < 10000 else None
    if count % 1 and unit == "Y":
        day = moments.shifted(published, "M", step * round(12 * count))
    if day is None:
        return None
    if unit in {"TH", "TM", "TS"}:
        return Reading("TIME", moments.point(day, unit), mod)
    return Reading("DATE", moments.point(day, unit), mod)


def _open_point(mention: Mention, unit: str, step: int, mod: str | None) -> Reading:
    """Read "several years ago", "a few days from now"."""
    del mention, unit
    return Reading("DATE", "PAST_REF" if step < 0 else "FUTURE_REF", mod)


def _from_anchor(mention: Mention, count: float | None, unit: str, step: int) -> Reading | None:
    """Read "three days later", "two years earlier": counted from what the article named last."""
    discourse = mention.discourse
    anchor = discourse.day
    if unit in {"Y", "DE", "CE"} and discourse.year is not None:
        anchor = moments.date(max(discourse.year, 1), 1, 1)
    elif unit in {"M", "Q"} and discourse.month is not None:
        anchor = moments.date(*discourse.month, 1)
    elif step < 0 and anchor is None:
        anchor = discourse.published
    if count is None or unit in {"TH", "TM", "TS"}:
        return Reading("DURATION", length(count, unit))
    if anchor is None:
        return Reading("DATE", moments.point(None, unit))
    day = moments.shifted(anchor, unit, step * round(count)) if count < 10000 else None
    return None if day is None else Reading("DATE", moments.point(day, unit))


def repeated(mention: Mention, rule: str) -> Reading | None:
    """Read "every Thursday", "twice a week", "daily"."""
    if rule == "repeated":
        return _adverb(mention)
    if mention.has("weekday"):
        part = f"T{mention.value('part')}" if mention.has("part") else ""
        return Reading("SET", f"XXXX-WXX-{mention.value('weekday')}{part}")
    if mention.has("part"):
        return Reading("SET", f"XXXX-XX-XXT{mention.value('part')}")
    if mention.has("mon"):
        return Reading("SET", f"XXXX-{int(mention.value('mon')):02}")
    unit = mention.value("unit")
    if mention.part("unit") == "weekend":
        return Reading("SET", "XXXX-WXX-WE")
    if unit in moments.SEASON_MONTHS:
        return Reading("SET", f"XXXX-{unit}")
    if not mention.has("count"):
        return Reading("SET", length(1, unit))
    word = mention.part("count")
    return Reading("SET", length(2 if word == "other" else number_of([word]), unit))


def _adverb(mention: Mention) -> Reading | None:
    """Read "daily", "annually"; not in names ("the Daily Mail")."""
    if mention.capital and mention.first > 0:
        return None
    return Reading("SET", mention.value("word"))
