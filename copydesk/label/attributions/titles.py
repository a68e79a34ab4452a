"""Quoted stretches that nobody says: titles of works and programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.label.attributions.units import Unit

_SMALL = frozenset("a an the of and or in on at to for with from by vs".split())  # noqa: SIM905
_ANNOUNCING = frozenset(
    {"'s", "titled", "entitled", "film", "movie", "book", "song", "show", "album", "series"}
)
_LONGEST = 8
_SHORTEST = 2


def quote_size(unit: Unit, index: int) -> int:
    """Give the number of words in the quotation at a word of the unit."""
    quote = unit.quote_at(index)
    return unit.text.count(" ", quote.inner_start, quote.inner_end) + 1


def is_title_of_work(unit: Unit, index: int) -> bool:
    """Tell whether a quotation is written as a title: capitals throughout, no end of a sentence.

    "Saturday Evening Hour" is a title, "We Will Win." and "Maybe" are not.
    """
    quote = unit.quote_at(index)
    if quote_size(unit, index) > _LONGEST:
        return False
    text = unit.text[quote.inner_start : quote.inner_end].rstrip(",")
    if ". " in text or (text[-1:] in {".", "!", "?"} and index + 1 < len(unit.words)):
        return False
    parts = text.split()
    if index and unit.words[index - 1] in _ANNOUNCING:
        return text[:1].isupper()
    if len(parts) < _SHORTEST:
        return False
    return parts[0][0].isupper() and all(
        part[0].isupper() or part[0].isdigit() or part in _SMALL for part in parts
    )
