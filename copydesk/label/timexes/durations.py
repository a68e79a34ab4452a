"""Lengths of time, points that lie a length of time away, and what is repeated."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from . import moments
from .grammar import GRAMMAR
from .mention import POINT_MODS, Mention, Reading
from .numbers import number_of

_SHORT = {"TH": "30M", "TM": "30S", "Y": "6M"}
_MONTHS = {"Y": 12, "DE": 120, "CE": 1200}
_HALVES = {"D": "PT12H", "DE": "P5Y", "CE": "P50Y", "ML": "P500Y"}
_TAILS = {
    "or so": "APPROX",
    "or more": "EQUAL_OR_MORE",
    "or longer": "EQUAL_OR_MORE",
    "or less": "EQUAL_OR_LESS",
}


_LATER = frozenset(["from", "hence", "time", "later", "afterward", "afterwards", "after"])


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
    if count == 0.5 and unit in _HALVES:
        return _HALVES[unit]
    whole = int(count)
    if count - whole == 0.5 and unit in _SHORT:
        return (f"{prefix}{whole}{letter}" if whole else prefix) + _SHORT[unit]
    return f"{prefix}{count:g}{letter}" if count < 1e5 else f"{prefix}{whole}{letter}"


def durations(mention: Mention, rule: str) -> Reading | None:
    """Read "two years", "the past three months", "five years ago", "a day earlier"."""
    if rule == "age" or _is_age(mention) or _is_name(mention, rule):
        return None
    unit = _unit(mention)
    if not unit:  # a while
        return Reading("DURATION", "PXX", mention.mod())
    if rule in {"units-or-units", "weeks-of", "units-before"}:
        return _open_units(mention, unit, mention.mod())
    count = _count(mention)
    if mention.has("point"):
        return _point(mention, count, unit, mention.mod())
    return _length(mention, rule, count, unit) if _is_length(mention, rule, count) else None


def _unit(mention: Mention) -> str:
    """Give the unit that is counted; nights and weekends count as days."""
    if mention.has("century"):  # a quarter century
        return "Y"
    unit = mention.value("unit")
    return "D" if unit in {"WE", "NI"} else unit


def _length(mention: Mention, rule: str, count: float | None, unit: str) -> Reading | None:
    """Give a length of time, perhaps of two units: "two hours and ten minutes"."""
    value = length(count, unit)
    if rule in {"past-units", "the-units"} and unit == "M":
        mention.discourse.months_reported = True
    if mention.has("secondunit"):
        second = length(number_of(mention.words("secondcount")), mention.value("secondunit"))
        if count is None or ("T" in value and "T" not in second):
            return None
        value += second.removeprefix("PT" if "T" in value else "P")
    return Reading("DURATION", value, _TAILS.get(mention.part("tail"), mention.mod()))


def _count(mention: Mention) -> float | None:
    """Give how many units the expression counts; None where it leaves that open."""
    if mention.has("century"):
        return 25
    if mention.has("range"):  # the next 12 to 18 months
        return None
    if mention.has("half"):
        return 0.5 if mention.part("half") == "half" else 1.5
    if not mention.has("count"):
        return None if mention.part("unit").endswith(("s", "slong")) else 1
    count = number_of(mention.words("count"))
    ends_in_half = mention.tokens[mention.last - 1].startswith("half")
    return count + 0.5 if count and ends_in_half else count


def _is_length(mention: Mention, rule: str, count: float | None) -> bool:
    """Say whether the words mean a length of time: not "one second", "some day", "three-quarters"."""
    word, number = mention.part("unit"), mention.part("count")
    if word == "second" and (number in {"", "a", "one", "1"} and not mention.has("mod")):
        return False
    if number in {"some", "half a"} and word in {"day", "year", "week"}:
        return False
    if number == "many" and mention.before(1) == "as":  # the third time in as many weeks
        return False
    cue = mention.before(1)
    if rule.startswith("a-") and (cue in GRAMMAR.context["after_amount"] or cue[:1].isdigit()):
        return False
    hyphen = "-" in mention.written  # the last-minute deal
    if rule == "past-units" and number == "" and (hyphen or word in {"day", "hour", "minute", "days"}):
        return not hyphen and mention.part("which") in {"past", "last", "next", "coming"}
    fraction = mention.after(1) == "of" or mention.tokens[mention.last - 2].startswith("-")
    return not (word == "quarters" and count == 3 and fraction)


def _is_name(mention: Mention, rule: str) -> bool:
    """Say whether it is the name of a programme: "60 Minutes"."""
    written = mention.written
    return rule == "count-units" and written.endswith(("0 Minutes", "8 Hours"))


def _is_age(mention: Mention) -> bool:
    """Say whether the length of time is somebody's age."""
    behind = mention.after(1)
    if behind == "-":
        behind = mention.after(2)
    if behind in {"old", "olds"}:
        return True
    return (behind == "of" and mention.after(2) == "age") or mention.before(1) == "aged"


def _open_units(mention: Mention, unit: str, mod: str | None) -> Reading | None:
    """Read a plural without a number: "for years", "months of talks"."""
    if mention.after(1) == "of" and mention.after(2) == "age":
        return None
    if (mention.before(2), mention.before(1)) == ("as", "many") or (
        unit == "Q" and mention.before(1) == "-"
    ):
        return None
    if unit == "TH" and mention.before(1) in GRAMMAR.context["before_hours"]:
        return None
    if mention.before(1) in {"the", "of"} and mention.after(1) in {"of", "into", "from"}:
        return None
    if mention.after(1) == "from":
        return None
    return Reading("DURATION", length(None, unit), mod)


def _point(mention: Mention, count: float | None, unit: str, mod: str | None) -> Reading | None:
    """Give the point that lies a length of time before or after the publication, or the last day named."""
    way = mention.words("point")[0]
    way = "ago" if way == "back" else way
    step = 1 if way in _LATER else -1
    mod = POINT_MODS.get(mod or "", mod)
    if way not in {"ago", "from", "hence", "time"}:
        return _from_anchor(mention, count, unit, step)
    published = mention.discourse.published
    if count is None:
        return Reading("DATE", "PAST_REF" if step < 0 else "FUTURE_REF", mod)
    if published is None:
        return Reading("DATE", moments.point(None, unit), mod)
    if count % 1 and unit in _MONTHS:
        day = moments.shifted(published, "M", step * round(_MONTHS[unit] * count))
        unit = "Y"
    else:
        day = moments.shifted(published, unit, step * round(count)) if count < 10000 else None
    if mention.has("named"):  # 50 years ago today
        unit = "D" if mention.part("named") == "today" else mention.value("named")
    if day is None:
        return Reading("DATE", "PAST_REF" if step < 0 else "FUTURE_REF", mod)
    if unit in {"TH", "TM", "TS"}:
        return Reading("TIME", moments.point(day, unit), mod)
    return Reading("DATE", moments.point(day, unit), mod)


def _from_anchor(mention: Mention, count: float | None, unit: str, step: int) -> Reading | None:
    """Read "three days later", "two years earlier": counted from what the article named last."""
    discourse = mention.discourse
    anchor = discourse.day
    if unit in {"Y", "DE", "CE"} and discourse.year is not None:
        anchor = date(max(discourse.year, 1), 1, 1)
    elif unit in {"M", "Q"} and discourse.month is not None:
        anchor = date(*discourse.month, 1)
    elif step < 0 and anchor is None:
        anchor = discourse.published
    if count is not None and discourse.clock and unit in {"TH", "TM"} and count < 1000:
        start, hour, minute = discourse.clock
        minutes = 60 * hour + minute + step * round(count * {"TH": 60, "TM": 1}[unit])
        moment = datetime.combine(start, time()) + timedelta(minutes=minutes)
        return Reading("TIME", moment.isoformat(timespec="minutes"), mention.mod())
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
    if mention.has("weekday") and not mention.has("unit"):
        part = f"T{mention.value('part')}" if mention.has("part") else ""
        return Reading("SET", f"XXXX-WXX-{mention.value('weekday')}{part}")
    if mention.has("part"):
        return Reading("SET", f"XXXX-XX-XXT{mention.value('part')}")
    if mention.has("mon"):
        return Reading("SET", f"XXXX-{int(mention.value('mon')):02}")
    if mention.has("holiday"):
        return Reading("SET", f"XXXX-{mention.value('holiday')}")
    return Reading("SET", _period(mention, rule))


def _period(mention: Mention, rule: str) -> str:
    """Give what lies between two times of "every two weeks", "every summer"."""
    unit = mention.value("unit")
    if rule == "on-weekends":
        return "XXXX-WXX-WE" if unit else "XXXX-WXX"
    if unit == "WE":
        return "XXXX-WXX-WE"
    if unit in moments.SEASON_MONTHS:
        return f"XXXX-{unit}"
    if not mention.has("count"):
        return length(1, unit)
    words = mention.words("count")
    if len(words) == 3 and words[0] != "a":  # every three to four weeks
        return length(None, unit)
    return length(2 if words == ("other",) else number_of(words), unit)


def _adverb(mention: Mention) -> Reading | None:
    """Read "daily", "annually"; not in names ("the Daily Mail")."""
    if (mention.capital and mention.first > 0) or mention.before(2) in {"half", "semi", "bi"}:
        return None
    return Reading("SET", mention.value("word"))
