"""What kinds of letters a line is made of, counted for a whole batch at once.

Every code point has a class; what is counted are pairs of neighbours, so that the first letters of
words and the ends of sentences are seen in every script alike.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import polars as pl

Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Kinds = npt.NDArray[np.uint8]

OTHER, LOWER, UPPER, LETTER, WIDE, DIGIT, SPACE, STOP, COMMA, BAR, OPEN, CLOSE = range(12)
_CLASSES = 12
_STOPS = ".!?…。！？؟।॥։።۔｡"
_COMMAS = ",;:、，；：،؛"
_BARS = "|>›»/·•→#@©‹<_▶►"
_OPENS = "\"'“‘«„‚「『《〈([¿¡（【"
_CLOSES = "\"'”’」』》〉)]）】"

# What is counted of a line: words by their first letter, and marks.
(
    WORD_LOWER,
    WORD_UPPER,
    WORD_OTHER,
    WORD_DIGIT,
    IN_LOWER,
    IN_UPPER,
    IDEOGRAPH,
    DIGITS,
    COMMAS,
    BARS,
    ENDS,
    REST,
) = range(12)
_COUNTED = 12
_AT_ONCE = 500  # lines


@dataclass(frozen=True, slots=True)
class Letters:
    """Counts of every line: arrays of one shape, ``(lines,)``."""

    length: Counts  # code points
    size: Counts  # code points as if every script were alphabetic: an ideograph says as much as two letters
    words: Counts
    lower_words: Counts
    upper_words: Counts
    digits: Counts
    bars: Counts
    upper_inside: Counts
    lower_inside: Counts
    sentences: Counts  # ends of sentences inside the line
    stops: Flags  # the line ends as a sentence does
    colon: Flags  # the line ends in a comma or colon
    closed: Flags  # the line ends in a closing mark
    quoted: Flags  # the line begins with a quotation mark or bracket
    begins_lower: Flags


@cache
def _class_table() -> npt.NDArray[np.uint8]:
    """Make the class of each code point of the basic plane."""
    by_category = {
        "Ll": LOWER,
        "Lu": UPPER,
        "Lt": UPPER,
        "Lo": LETTER,
        "Lm": LETTER,
        "Mn": LETTER,
        "Mc": LETTER,
    }
    table = np.zeros(0x10000, dtype=np.uint8)
    for point in range(0x10000):
        char = chr(point)
        category = unicodedata.category(char)
        table[point] = by_category.get(
            category, DIGIT if category == "Nd" else SPACE if char.isspace() else OTHER
        )
    # Kana, ideographs and Hangul: scripts in which one sign is a syllable or a word.
    for first, last in ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF)):
        table[first : last + 1] = WIDE
    for chars, kind in ((_BARS, BAR), (_COMMAS, COMMA), (_OPENS, OPEN), (_CLOSES, CLOSE), (_STOPS, STOP)):
        table[[ord(char) for char in chars]] = kind
    return table


@cache
def _pair_table() -> npt.NDArray[np.uint8]:
    """Make the table from the classes of two neighbours to what the second one counts as."""
    table = np.full((_CLASSES, _CLASSES), REST, dtype=np.uint8)
    table[:, LOWER], table[:, UPPER], table[:, WIDE] = IN_LOWER, IN_UPPER, IDEOGRAPH
    table[:, DIGIT], table[:, COMMA], table[:, BAR] = DIGITS, COMMAS, BARS
    for before in (SPACE, OPEN, CLOSE, BAR):
        table[before, LOWER], table[before, UPPER], table[before, LETTER] = (
            WORD_LOWER,
            WORD_UPPER,
            WORD_OTHER,
        )
    table[SPACE, WIDE] = WORD_OTHER
    table[SPACE, DIGIT] = WORD_DIGIT
    table[STOP, SPACE] = table[STOP, WIDE] = ENDS
    return table


def count_letters(text: pl.Series) -> Letters:
    """Count the letters of every line."""
    # Arrays that fit the cache are twice as quick.
    parts = [_count(text.slice(at, _AT_ONCE)) for at in range(0, max(len(text), 1), _AT_ONCE)]
    length, counts, first, last = (np.concatenate(part, axis=-1) for part in zip(*parts, strict=True))
    wide = counts[IDEOGRAPH]
    return Letters(
        length=length,
        size=length + wide + wide // 5,
        words=counts[WORD_LOWER] + counts[WORD_UPPER] + counts[WORD_OTHER] + counts[WORD_DIGIT],
        lower_words=counts[WORD_LOWER],
        upper_words=counts[WORD_UPPER],
        digits=counts[DIGITS] + counts[WORD_DIGIT],
        bars=counts[BARS],
        upper_inside=counts[IN_UPPER],
        lower_inside=counts[IN_LOWER],
        sentences=counts[ENDS],
        stops=last == STOP,
        colon=last == COMMA,
        closed=first[1] == CLOSE,
        quoted=(first[0] == OPEN) | (first[0] == CLOSE),
        begins_lower=first[0] == LOWER,
    )


def _count(text: pl.Series) -> tuple[Counts, Counts, Kinds, Kinds]:
    """Give of every line its length, its counts, its first and very last class, and its `_last_kind`."""
    length = text.str.len_chars().to_numpy().astype(np.int64)
    points = np.frombuffer("".join(text.to_list()).encode("utf-32-le"), dtype=np.uint32)
    kinds = _class_table()[np.minimum(points, 0xFFFF)]
    ends = np.cumsum(length)
    starts = ends - length
    filled = length > 0
    before = np.empty_like(kinds)
    before[1:] = kinds[:-1]
    before[starts[filled]] = SPACE
    pairs = _pair_table().ravel()[before * np.uint8(_CLASSES) + kinds]
    lines = np.repeat(np.arange(0, len(length) * _COUNTED, _COUNTED, dtype=np.int64), length)
    counts = np.bincount(lines + pairs, minlength=len(length) * _COUNTED).reshape(len(length), _COUNTED).T
    edges = np.full((2, len(length)), OTHER, dtype=np.uint8)
    edges[0, filled], edges[1, filled] = kinds[starts[filled]], kinds[ends[filled] - 1]
    return length, counts, edges, _last_kind(kinds, starts, ends)


def _last_kind(kinds: npt.NDArray[np.uint8], starts: Counts, ends: Counts) -> npt.NDArray[np.uint8]:
    """Give the class of each line's last code point, not counting up to two closing marks."""
    last = np.full(len(starts), OTHER, dtype=np.uint8)
    at = ends - 1
    for _ in range(3):
        inside = at >= starts
        last[inside] = kinds[at[inside]]
        # "»" is a bar: it parts the names of a breadcrumb as often as it closes a quotation.
        closing = inside & ((last == CLOSE) | (last == OPEN) | (last == BAR))
        if not closing.any():
            break
        at = np.where(closing, at - 1, at)
    return last
