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

from copydesk.buffers import utf8_of

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
_AT_ONCE = 1_000


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
    data, bounds = utf8_of(text)
    parts = [_count(data, bounds[at : at + _AT_ONCE + 1]) for at in range(0, max(len(text), 1), _AT_ONCE)]
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


def _count(data: Kinds, bounds: Counts) -> tuple[Counts, Counts, Kinds, Kinds]:
    """Give of every line its length, its counts, its first and very last class, and its `_last_kind`."""
    kinds, bounds = _kinds(data[bounds[0] : bounds[-1]], bounds - bounds[0])
    starts, ends = bounds[:-1], bounds[1:]
    length = ends - starts
    filled = length > 0
    before = np.empty_like(kinds)
    before[1:] = kinds[:-1]
    before[starts[filled]] = SPACE
    pairs = _looked_up(before * np.uint8(_CLASSES) + kinds, _pair_table())
    # Half of all code points are small letters inside a word: these are what the others leave.
    telling = np.flatnonzero(pairs != IN_LOWER)
    counts = _counted(pairs[telling], np.diff(np.searchsorted(telling, bounds)))
    counts[IN_LOWER] = length - counts.sum(axis=0)
    edges = np.full((2, len(length)), OTHER, dtype=np.uint8)
    edges[0, filled], edges[1, filled] = kinds[starts[filled]], kinds[ends[filled] - 1]
    return length, counts, edges, _last_kind(kinds, starts, ends)


def _counted(kinds: Kinds, sizes: Counts) -> Counts:
    """Count how often each kind stands among those of each line, of which there are so many."""
    lines = np.repeat(np.arange(0, len(sizes) * _COUNTED, _COUNTED, dtype=np.int64), sizes)
    return np.bincount(lines + kinds, minlength=len(sizes) * _COUNTED).reshape(len(sizes), _COUNTED).T


def _kinds(data: Kinds, bounds: Counts) -> tuple[Kinds, Counts]:
    """Give the class of every code point of lines in UTF-8, and where each line begins."""
    kinds = _looked_up(data, _class_table()[:0x80])
    leads = np.flatnonzero(data >= 0xC0)
    if not leads.size:
        return kinds, bounds
    first, second, third = (
        data[np.minimum(leads + step, data.size - 1)].astype(np.int32) for step in range(3)
    )
    two = (first & 0x1F) << 6 | second & 0x3F
    three = (first & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F
    points = np.where(first < 0xE0, two, np.where(first < 0xF0, three, 0xFFFF))
    kinds = kinds.copy()
    kinds[leads] = _class_table()[points]
    begins = (data & 0xC0) != 0x80
    return kinds[begins], bounds - np.searchsorted(np.flatnonzero(~begins), bounds)


def _looked_up(values: Kinds, table: Kinds) -> Kinds:
    """Look bytes up in a table of at most 256 entries; this is quicker than to index an array."""
    return np.frombuffer(values.tobytes().translate(table.tobytes().ljust(256)), dtype=np.uint8)


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
