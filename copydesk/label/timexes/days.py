"""Days seen from the day of publication: today, weekdays, and times of day."""

from __future__ import annotations

from datetime import date, timedelta

from . import moments
from .clock import clock_value, with_time
from .grammar import GRAMMAR
from .mention import Mention, Reading

_TWILIGHT = frozenset(["MO", "EV"])  # what dawn and dusk stand for, and names
_TWILIGHT_CUES = frozenset(
    ["at", "by", "before", "until", "till", "from", "since", "after", "around", "to"]
)
_RANGE = frozenset(["to", "through", "until", "till", "-", "–"])
_AHEAD = frozenset(["as", "than"])  # as early as, no later than


def day_named(mention: Mention, day: date) -> Reading:
    """Give a day with the time of day that goes with it, and remember it."""
    discourse = mention.discourse
    discourse.day, discourse.month, discourse.year = day, (day.year, day.month), day.year
    return with_time(mention, day.isoformat())


def deictic(mention: Mention, rule: str) -> Reading | None:
    """Read days seen from the day of publication: "today", "Friday evening", "at 10:15 GMT"."""
    if mention.has("weekday"):
        return _weekday(mention)
    if mention.has("day"):
        return _named_day(mention)
    cue, words = mention.before(1), mention.words("clock")
    if rule == "the-part" and (
        mention.after(1) == "of" or (mention.part("part") == "night" and cue in {"of", "to", "by"})
    ):
        return None
    if words and (clock_value(words) is None or _is_no_time(words, cue)):
        return None
    discourse = mention.discourse
    alone = words and not mention.first and not mention.after(2)  # the head of a piece of live reporting
    day = None if alone else discourse.day
    return with_time(mention, moments.point(day or discourse.published, "D"))


def _is_no_time(words: tuple[str, ...], cue: str) -> bool:
    """Say whether "dawn" is a name, "2:14" a result or a verse."""
    if GRAMMAR.values.get(words[0]) in _TWILIGHT:
        return cue not in _TWILIGHT_CUES
    return len(words) == 3 and words[1] == ":" and cue not in GRAMMAR.context["before_clock"]


_DAY_STEPS = {
    "yesterday": -1,
    "last night": -1,
    "overnight": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}


def _named_day(mention: Mention) -> Reading:
    """Read "yesterday", "tonight", "this morning"."""
    published, word = mention.discourse.published, mention.part("day")
    to_come = word == "overnight" and mention.tense() > 0
    step = timedelta(days=0 if to_come else _DAY_STEPS.get(word, 0))
    if published is None:
        value = moments.point(None, "D")
    else:
        mention.discourse.day = published + step
        value = mention.discourse.day.isoformat()
    if word in {"tonight", "last night", "overnight"} and not mention.has("clock"):
        return Reading("TIME", value + "TNI", mention.mod())
    return with_time(mention, value)


def _weekday(mention: Mention) -> Reading | None:
    """Read a weekday: on its own weekday the day of publication itself, else the last, or next, one."""
    context = GRAMMAR.context
    if mention.after(1) in context["mastheads"] or mention.before(1) in context["named_weekdays"]:
        return None
    if mention.has("part") and mention.after(1) in context["after_name"]:  # Sunday Night Football
        return None
    weekday, discourse = int(mention.value("weekday")), mention.discourse
    published, shift = discourse.published, mention.part("shift")
    if published is None:
        return with_time(mention, f"XXXX-WXX-{weekday}")
    if mention.has("ofweek"):
        step = {"last": -7, "next": 7}.get(shift, 0)
        day = moments.weekday_near(published + timedelta(days=step), weekday, 0)
    elif not shift:
        day = _bare_weekday(mention, published, weekday)
    elif shift == "this":
        day = moments.weekday_near(published, weekday, 0)
    else:
        anaphoric = shift in {"the previous", "the following"}
        origin = (anaphoric and discourse.day) or published
        step = 1 if shift in {"next", "this coming", "the next", "the following"} else -1
        if shift == "next" and (weekday - published.isoweekday()) % 7 in {1, 2}:
            step = 3  # who means tomorrow or the day after does not say next
        day = moments.weekday_near(origin + timedelta(days=step), weekday, step)
    return day_named(mention, day)


def _bare_weekday(mention: Mention, published: date, weekday: int) -> date:
    """Give the day of a bare weekday: on the side of the tense, or behind the start of its range."""
    cue, named = mention.before(1), mention.discourse.day
    if cue in _RANGE and named is not None and mention.follows(1) == "weekday":
        return moments.weekday_near(named, weekday, 1)
    ahead = (
        cue in _AHEAD
        or (cue == "of" and mention.before(2) == "ahead" and mention.before(3))
        or mention.tense() > 0
    )
    return moments.weekday_near(published, weekday, 1 if ahead else -1)
