"""Quoted stretches that nobody says: titles of works and programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.label.attributions.marks import Quote
    from copydesk.label.attributions.units import Unit

_SMALL = frozenset("a an the of and or in on at to for with from by vs".split())  # noqa: SIM905
_LONGEST = 8


def is_title_of_work(unit: Unit, index: int, quote: Quote) -> bool:
    """Tell whether a stretch is written as a title: capitals throughout, no end of a sentence.

    "Saturday Evening Hour" is a title, "We Will Win." and "Maybe" are not.
    """
    text = unit.text[quote.inner_start : quote.inner_end].rstrip(",")
    if ". " in text or (text[-1:] in {".", "!", "?"} and index + 1 < len(unit.words)):
        return False
    parts = text.split()
    if len(parts) > _LONGEST or not parts:
        return False
    if index and unit.words[index - 1] in {
        "'s",
        "titled",
        "entitled",
        "film",
        "movie",
        "book",
        "song",
        "show",
        "album",
        "series",
    }:
        return parts[0][:1].isupper()
    if len(parts) < 2:
        return False
    return (
        all(part[:1].isupper() or part[:1].isdigit() or part in _SMALL for part in parts)
        and parts[0][:1].isupper()
    )
