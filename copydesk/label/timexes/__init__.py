"""Time expressions: dates, times, durations and sets, with their TIMEX3 value.

The types, values and modifiers are those of TIMEX3 (Saurí et al. 2006, TimeML Annotation Guidelines
1.2.1; ISO 24617-1). A span takes in the article and the modifier, not the preposition.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from copydesk.record import Document, Span, Timex

from . import dates, days, durations, quarters, units, vague, years
from .grammar import GRAMMAR
from .mention import Discourse, Mention, Reading, wording
from .phrases import OTHER, TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MAKERS: dict[str, Callable[[Mention, str], Reading | None]] = {
    "calendar": dates.calendar,
    "deictic": days.deictic,
    "quarters": quarters.quarters,
    "years": years.years,
    "shifted": units.shifted_units,
    "durations": durations.durations,
    "repeated": durations.repeated,
    "vague": vague.vague,
    "listed": dates.listed,
    "holidays": vague.holidays,
}
_PLAUSIBLE = range(1000, 3000)
_JOINED_LEFT = frozenset("$£€¥#@_&=%+")


def label(document: Document, *, sentences: Sequence[Span]) -> list[Timex]:
    """Find the time expressions of an article, sorted, none inside another.

    ``sentences`` are the spans of the sentences of ``document.text``. Relative expressions are resolved
    against ``document.published``; without it they keep X digits. Text that is not English has no labels.
    """
    if not document.language.startswith(("en", "und")):
        return []
    published = document.published
    if published is not None and published.year not in _PLAUSIBLE:
        published = None
    lowered = document.lowered.replace("\n", " ").replace("\xa0", " ")
    discourse = Discourse(published, lowered)
    found: list[Timex] = []
    class_of = GRAMMAR.class_of.get
    plain, without = GRAMMAR.screen.plain(lowered), GRAMMAR.screen.triggers.isdisjoint
    for start, end in sentences:
        if without(plain[start:end].split()):
            continue
        tokens = TOKEN.findall(lowered[start:end])
        classes = "".join(map(class_of, tokens, repeat(OTHER)))
        found.extend(_read(document.text, start, tokens, classes, discourse))
    return found


def _read(text: str, offset: int, tokens: list[str], classes: str, discourse: Discourse) -> Iterator[Timex]:
    """Give the expressions of one sentence, which begins at ``offset``."""
    done = place = 0
    start = offset
    for trigger in GRAMMAR.worth.finditer(classes):
        at, end = trigger.span()
        origin = classes.rfind(OTHER, 0, at) + 1
        for match in GRAMMAR.phrases[classes[origin:end]]:
            first, last = origin + match.first, origin + match.last
            if first < done:
                continue
            stretch = "".join(tokens[first:last]).rstrip()
            start += len("".join(tokens[place:first]))
            place = first
            stop = start + len(stretch)
            if _joined(text, start, stop) or (
                text[start].isupper() and _in_name(text, start, tokens, first)
            ):
                continue
            if match.reach > match.last:
                stretch = "".join(tokens[first : origin + match.reach]).rstrip()
            written = text[start : start + len(stretch)]
            mention = Mention(wording(match, stretch), written, tokens, first, last, discourse)
            reading = _MAKERS[match.rule.make](mention, match.rule.id)
            if reading is not None:
                yield Timex(start, stop, *reading, match.rule.id)
                done = last
                discourse.previous = (tokens, last, match.rule.id)


def _in_name(text: str, start: int, tokens: list[str], position: int) -> bool:
    """Say whether a small word has its capital from a name: "USA Today", "ABC's This Week"."""
    if not position or text[start : start + 2].isupper():
        return False
    return tokens[position].rstrip() in GRAMMAR.context["small"] and tokens[position - 1].rstrip().isalpha()


def _joined(text: str, start: int, end: int) -> bool:
    """Say whether the stretch is a piece of a longer word, number, amount or address."""
    behind = text[end : end + 1]
    if behind.isalnum() or (behind and behind in "%_@/" and text[end - 1].isdigit()):
        return True
    if start == 0:
        return False
    before = text[start - 1]
    if before == " ":
        return False
    if before.isalnum() or before in _JOINED_LEFT:
        return True
    if before in ".,:/" and text[start].isdigit():
        return start > 1 and (text[start - 2].isdigit() or before == "/")
    return False
