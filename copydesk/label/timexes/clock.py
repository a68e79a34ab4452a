"""Times of day, and days with one."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from .grammar import GRAMMAR
from .mention import Reading

if TYPE_CHECKING:
    from .mention import Mention


_NIGHTS = frozenset(["tonight", "last night"])
_LATE = frozenset(["afternoon", "evening", "night", "tonight"])
_HALF_DAYS = frozenset(["am", "pm", "a", "p"])


def with_time(mention: Mention, value: str) -> Reading:
    """Add the clock time or the part of the day to a day's value."""
    mod = mention.mod()
    if mention.has("clock"):
        late = mention.words("day")[-1:] if mention.part("day") in _NIGHTS else mention.words("part")
        clock = clock_value(mention.words("clock") + mention.words("clockpart") + late)
        if clock:
            if value[0].isdigit() and ":" in clock:
                mention.discourse.clock = (date.fromisoformat(value), int(clock[:2]), int(clock[3:]))
            return Reading("TIME", f"{value}T{clock}", mod)
    if mention.has("part") or mention.has("hours"):
        return Reading("TIME", f"{value}T{mention.value('part') or 'MO'}", mod)
    return Reading("DATE", value, mod)


@lru_cache(maxsize=4096)
def clock_value(words: tuple[str, ...]) -> str | None:
    """Give the time of day that words say: "10:15", "17:00", "MI"; None if there is none such."""
    first = words[0]
    moment = GRAMMAR.values.get(first)
    if isinstance(moment, str):  # noon, dawn
        return moment
    late = words[-1] in _LATE
    if words[-2:-1] == ("the",):  # six in the evening
        words = (*words[:-3], "pm" if late else "am")
    if first == "half":
        hour = int(GRAMMAR.values.get(words[2], words[2]))
        return f"{hour + 12 * (late and hour < 12):02}:30"
    if first in GRAMMAR.values:
        words = tuple(str(GRAMMAR.values.get(word, word)) for word in words)
    elif "." in first:
        words = (*first.split("."), *words[1:])
    numbers = [word for word in words if word.isdigit()]
    if len(numbers[0]) >= 3:  # 0930 GMT
        hour, minute = divmod(int(numbers[0]), 100)
    else:
        hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
        if len(numbers) > 1 and len(numbers[1]) != 2:
            return None
    if late and hour < 12 and not _HALF_DAYS.intersection(words):
        hour += 12  # eight o'clock tonight
    half = "".join(words[1:]).replace(".", "").lstrip("0123456789:-")[:2]
    if half in {"am", "pm"}:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 25 and minute < 60 else None
