"""Arithmetic of the calendar, and how a point of it is written as a TIMEX3 value."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each meteorological season of the northern half of the globe."""

_UNKNOWN = {
    "Y": "XXXX",
    "M": "XXXX-XX",
    "W": "XXXX-WXX",
    "D": "XXXX-XX-XX",
    "Q": "XXXX-QX",
    "DE": "XXX",
    "CE": "XX",
    "WE": "XXXX-WXX-WE",
    "TH": "XXXX-XX-XXTXX",
    "TM": "XXXX-XX-XXTXX:XX",
    "TS": "XXXX-XX-XXTXX:XX:XX",
    "2W": "XXXX-WXX",
    "ML": "X",
}


def shifted(day: date, unit: str, count: int) -> date | None:
    """Move a day by a count of units; None beyond the years that the calendar has."""
    if unit in {"TH", "TM", "TS"}:
        return day
    if unit in {"D", "W", "2W", "WE"}:
        days = count * {"D": 1, "W": 7, "2W": 14, "WE": 7}[unit]
        ordinal = day.toordinal() + days
        return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
    months = count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, days_of_month(year, month + 1)))


@lru_cache(maxsize=4096)
def days_of_month(year: int, month: int) -> int:
    """Give the number of days of a month."""
    return monthrange(year, month)[1]


def point(day: date | None, unit: str) -> str:
    """Write the year, month, week ... that a day lies in; with X digits where the day is not known."""
    if day is None:
        return _UNKNOWN[unit]
    if unit in {"W", "2W", "WE"}:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    text = day.isoformat()
    if unit in {"TH", "TM", "TS"}:
        return text + _UNKNOWN[unit][10:]
    return text[: {"ML": 1, "CE": 2, "DE": 3, "Y": 4, "M": 7, "D": 10}[unit]]


def weekday_near(day: date, weekday: int, step: int) -> date:
    """Give the nearest such weekday: ``step`` -1 at or before the day, 1 at or after, 0 in its ISO week."""
    if step < 0:
        return day - timedelta(days=(day.isoweekday() - weekday) % 7)
    if step > 0:
        return day + timedelta(days=(weekday - day.isoweekday()) % 7)
    return day + timedelta(days=weekday - day.isoweekday())


def season_of(day: date) -> str:
    """Give the season that a day lies in; a winter is named by the year it begins in."""
    year, month = divmod(day.year * 12 + day.month - 3, 12)
    return f"{year:04}-{('SP', 'SU', 'FA', 'WI')[month // 3]}"


def valid(year: int, month: int, day: int) -> bool:
    """Say whether there is such a day."""
    return MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= days_of_month(year, month)


_FROM_EASTER = {
    "easter": 0,
    "easter sunday": 0,
    "good friday": -2,
    "easter monday": 1,
    "palm sunday": -7,
    "ash wednesday": -46,
}
_NTH_WEEKDAY = {  # first day of the month it can be, weekday; as the United States have them
    "thanksgiving": (11, 22, 4),
    "labor": (9, 1, 1),
    "memorial": (5, 25, 1),
    "presidents": (2, 15, 1),
    "columbus": (10, 8, 1),
    "martin": (1, 15, 1),
    "election": (11, 2, 2),
    "mother": (5, 8, 7),
    "father": (6, 15, 7),
}


def movable_feast(name: str, year: int) -> date:
    """Give the day of a feast in a year: of Western Easter and its like, of Thanksgiving and its like."""
    if name in _FROM_EASTER:
        return _easter(year) + timedelta(days=_FROM_EASTER[name])
    month, first, weekday = _NTH_WEEKDAY[name]
    return weekday_near(date(year, month, first), weekday, 1)


def _easter(year: int) -> date:
    """Give Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, skipped = divmod(century, 4)
    lunar = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - lunar + 15) % 30
    weekday = (32 + 2 * skipped + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
