"""The stamps of metadata: the day that they write, and the days that a page can print for them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from copydesk.dates import find_dates, parse_date, read_epoch

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOCK = re.compile(
    r"(?:[T ]|(?<=\d{8}))(\d\d):?([0-5]\d)(?::?\d\d(?:[.,]\d{1,9})?)?\s?"
    r"(?:(Z|UTC|GMT)?([+-]\d\d:?[0-5]\d)?)(?:\s?\([^()]*\))?\s*$"
)
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)  # the zones furthest from UTC
_LAST_HOUR = 23


class Stamp(NamedTuple):
    """The day that a value writes, with its clock time and its distance from UTC where it has them."""

    day: date
    clock: datetime | None = None
    offset: timedelta | None = None


def read_stamp(value: str, *, language: str | None = None) -> Stamp | None:
    """Read a value that holds one full date; None for any other.

    >>> stamp = read_stamp("2006-08-30T23:30:00-05:00")
    >>> stamp.day, stamp.clock.hour, stamp.offset == timedelta(hours=-5)
    (datetime.date(2006, 8, 30), 23, True)
    """
    day = parse_date(value)
    if day is None:
        found = {hit.day for hit in find_dates(value, language=language)}
        return Stamp(found.pop()) if len(found) == 1 else None
    clock = _CLOCK.search(value)
    if clock is not None and int(clock[1]) <= _LAST_HOUR:
        return Stamp(
            day,
            datetime.combine(day, time(int(clock[1]), int(clock[2]))),
            _distance(clock[4]) if clock[4] else timedelta() if clock[3] else None,
        )
    moment = read_epoch(value)
    return Stamp(day) if moment is None else Stamp(day, moment.replace(tzinfo=None), timedelta())


def _distance(offset: str) -> timedelta:
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return timedelta(minutes=-minutes if offset[0] == "-" else minutes)


def local_stamp(stamps: Sequence[Stamp]) -> Stamp:
    """Give the first stamp in the page's own time zone, as far as its other stamps tell that.

    The same clock time in two zones means that one of them is wrong: then the zone is not known.

    >>> local_stamp([read_stamp("2006-08-31T02:00Z"), read_stamp("2006-08-30T22:00-04:00")]).day
    datetime.date(2006, 8, 30)
    """
    first = stamps[0]
    if first.clock is None or first.offset is None:
        return first
    zones = {other.offset for other in stamps if other.clock == first.clock and other.offset is not None}
    if len(zones) > 1:
        return first._replace(offset=None)
    zones = {other.offset for other in stamps if other.offset}
    if first.offset or len(zones) != 1:
        return first
    offset = zones.pop()
    clock = first.clock + (offset or timedelta())
    return Stamp(clock.date(), clock, offset)


def can_be_shown(day: date, stamp: Stamp) -> bool:
    """Tell whether a page can print a day for a stamp: in some time zone, unless the stamp has a zone.

    >>> can_be_shown(date(2006, 8, 29), read_stamp("2006-08-30T02:00Z"))
    True
    >>> can_be_shown(date(2006, 8, 31), read_stamp("2006-08-30T02:00Z"))
    False
    """
    if stamp.offset:
        return day == stamp.day
    if stamp.clock is None:
        return abs(day - stamp.day) <= timedelta(days=1)
    return (stamp.clock + _WEST).date() <= day <= (stamp.clock + _EAST).date()
