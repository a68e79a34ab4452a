"""Time expressions: dates, times, durations and sets, with their TIMEX3 value.

The types, values and modifiers are those of TIMEX3 (Saurí et al. 2006, TimeML Annotation Guidelines
1.2.1; ISO 24617-1). A span takes in the article and the modifier, not the preposition.
"""

from __future__ import annotations

from itertools import accumulate, compress, count, repeat
from typing import TYPE_CHECKING

from copydesk.record import Document, Span, Timex

from . import dates, durations, quarters, units, vague, years
from .grammar import GRAMMAR, OTHER, TOKEN
from .mention import Discourse, Mention, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MAKERS: dict[str, Callable[[Mention, str], Reading | None]] = {
    "calendar": dates.calendar,
    "deictic": dates.deictic,
    "quarters": quarters.quarters,
    "years": years.years,
    "shifted": units.shifted_units,
    "durations": durations.durations,
    "repeated": durations.repeated,
    "vague": vague.vague,
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
    discourse = Discourse(published, may_is_name=any(name in lowered for name in GRAMMAR.called_may))
    found: list[Timex] = []
    class_of, screened = GRAMMAR.class_of.get, GRAMMAR.triggers.isdisjoint
    for start, end in sentences:
        tokens = TOKEN.findall(lowered[start:end])
        if screened(tokens):
            continue
        classes = "".join(map(class_of, tokens, repeat(OTHER)))
        found.extend(_read(document.text, start, tokens, classes, discourse))
    return found


def _read(text: str, offset: int, tokens: list[str], classes: str, discourse: Discourse) -> Iterator[Timex]:
    """Give the expressions of one sentence, which begins at ``offset``."""
    following = classes[1:] + OTHER
    openings = compress(count(), map(GRAMMAR.rules.__getitem__, map(str.__add__, classes, following)))
    starts = list(accumulate(map(len, tokens), initial=offset))
    done = 0
    for position in openings:
        if position < done:
            continue
        for rule in GRAMMAR.rules[classes[position] + following[position]]:
            match = rule.pattern.match(classes, position)
            if match is None:
                continue
            last = match.end()
            start, stop = starts[position], starts[last - 1] + len(tokens[last - 1].rstrip())
            if _joined(text, start, stop) or _in_name(text, start, tokens, position):
                continue
            reading = _MAKERS[rule.make](
                Mention(tokens, position, last, text[start].isupper(), match, discourse), rule.id
            )
            if reading is not None:
                start = starts[position + reading.trim]
                yield Timex(start, stop, reading.type, reading.value, reading.mod, rule.id)
                done = last
                break


def _in_name(text: str, start: int, tokens: list[str], position: int) -> bool:
    """Say whether a small word has its capital from a name: "USA Today", "ABC's This Week"."""
    if not position or not text[start].isupper() or text[start : start + 2].isupper():
        return False
    return tokens[position].rstrip() in GRAMMAR.context["small"] and tokens[position - 1].rstrip().isalpha()


def _joined(text: str, start: int, end: int) -> bool:
    """Say whether the stretch is a piece of a longer word, number, amount or address."""
    if end < len(text) and (text[end].isalnum() or (text[end] in "%_@/" and text[end - 1].isdigit())):
        return True
    if start == 0:
        return False
    before = text[start - 1]
    if before.isalnum() or before in _JOINED_LEFT:
        return True
    if text[start].isdigit() and before in ".,:/":
        return start > 1 and (text[start - 2].isdigit() or before == "/")
    return False
