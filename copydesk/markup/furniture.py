"""Lines that are known by their words: buttons, notices, related links, calls to subscribe."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_FIRST_WORD = re.compile(r"\W*\w+|\W+")
_KINDS = ("share", "menu", "advert", "related", "comments", "newsletter", "legal")
_LONGEST_START = 200  # characters; a longer line that begins so is a paragraph
_LONGEST_PART = 300


@dataclass(frozen=True, slots=True)
class _Wording:
    """Whole lines, beginnings of lines by their first word, and parts of lines; all in lower case."""

    lines: frozenset[str]
    others: frozenset[str]  # those of the lines that stand over other stories
    starts: dict[str, tuple[str, ...]]
    parts: tuple[str, ...]


def is_furniture(text: str) -> bool:
    """Tell whether a line is furniture by its wording.

    >>> is_furniture("Read more:"), is_furniture("Read more books, she said.")
    (True, False)
    """
    if len(text) > _LONGEST_PART:
        return False
    lowered, wording = text.lower(), _wording()
    if _EDGES.sub("", lowered) in wording.lines:
        return True
    if len(text) <= _LONGEST_START and (word := _FIRST_WORD.match(lowered)) is not None:
        for start in wording.starts.get(word.group(), ()):
            if lowered.startswith(start) and not lowered[len(start) : len(start) + 1].isalnum():
                return not (start in wording.lines and lowered.endswith("."))
    return any(part in lowered for part in wording.parts)


def calls_to_others(text: str) -> bool:
    """Tell whether a line is the heading of a box of other stories.

    >>> calls_to_others("Top stories"), calls_to_others("Share")
    (True, False)
    """
    return len(text) <= _LONGEST_START and _EDGES.sub("", text.lower()) in _wording().others


@cache
def _wording() -> _Wording:
    """Read the wording of furniture, in all the languages that the lexicon has."""
    text = files("copydesk").joinpath("lexicon/furniture.toml").read_text(encoding="utf-8")
    lexicon = tomllib.loads(text)
    tables = [lexicon[kind] for kind in _KINDS]
    starts: dict[str, list[str]] = {}
    for table in tables:
        for start in table.get("start", ()):
            if (word := _FIRST_WORD.match(start)) is not None:
                starts.setdefault(word.group(), []).append(start)
    lines = {
        kind: {_EDGES.sub("", line) for line in lexicon[kind].get("line", ())} - {""} for kind in _KINDS
    }
    return _Wording(
        frozenset().union(*lines.values()),
        frozenset(lines["related"]),
        {word: tuple(entries) for word, entries in starts.items()},
        tuple(part for table in tables for part in table.get("part", ())),
    )
