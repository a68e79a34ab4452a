"""A speaker's mention read by itself, whatever article it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from copydesk.label.attributions.lexicon import words

_WORD = re.compile(r"\w+(?:[.’'&-]\w+)*\.?")
_PREPOSITIONS = frozenset(
    {"of", "for", "at", "in", "from", "with", "on", "to", "who", "that", "which", "by", "about", "seen"}
    | {"inside", "outside", "near", "behind", "against", "between", "under", "over", "after", "during"}
)
_REMEMBERED = 4096


@dataclass(slots=True)
class Phrase:
    """A mention read by itself: its words in lower case up to the first preposition, and where they end.

    ``named`` says that the last of them has a capital, ``alone`` that it is a word that can be a pronoun.
    """

    lows: tuple[str, ...]
    stop: int
    named: bool
    alone: bool


@lru_cache(maxsize=_REMEMBERED)
def phrase_of(text: str) -> Phrase | None:
    """Read a mention, or give None for one without a word."""
    lows: list[str] = []
    head, stop = "", 0
    for match in _WORD.finditer(text):
        low = match[0].lower()
        if lows and (low in _PREPOSITIONS or (low.endswith("ed") and lows[-1] in words().speakers)):
            break  # "a poll published on Sunday" is a poll
        lows.append(low)
        head, stop = match[0], match.end()
    alone = len(lows) == 1 and stop == len(text) and not (stop > 1 and head.isupper())
    return Phrase(tuple(lows), stop, head[0].isupper(), alone) if lows else None
