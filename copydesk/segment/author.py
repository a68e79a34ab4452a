"""What a page says of the author under the article: it ends the body."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import polars as pl

    from copydesk.segment.observe import Flags, Observed
    from copydesk.segment.region import Ints

_REACH = 4  # lines at the end of a body in which the author is told about
_LEAST = 3  # lines of a body above them
_ABOVE = 8  # lines above a body in which it is signed
_OPENER = 4  # code points of a line that only says "By"; the name stands under it
# "About Jane Roe", in the languages in which one word opens the heading
_HEADING = re.compile(r"(?:about|meet|sobre|über|over|om) (\S+(?: \S+){1,3})")
_SUBJECT = re.compile(r"[^\W\d_][\w'’.-]+ [^\W\d_][\w'’-]+(?= [a-zà-ÿ])")


def find_author_notes(texts: pl.Series, seen: Observed, marks: tuple[Ints, Ints]) -> Flags:
    """Tell the lines at the end of each page's body that are about its author.

    The first of them begins with a name that signs the article, or is a heading with that name. What an
    extractor took in is text.

    Args:
        texts: the lines.
        seen: what was observed of them.
        marks: the first line of each page's body, and the line after its last.
    """
    found = np.zeros(len(texts), dtype=bool)
    signed = seen.byline.copy()
    bare = seen.byline[:-1] & (seen.letters.length[:-1] <= _OPENER) & (seen.page[1:] == seen.page[:-1])
    signed[1:] |= bare
    first, stop = marks
    number = seen.number
    at = np.arange(len(found))
    above = (signed | seen.date) & (at < first[number]) & (at >= first[number] - _ABOVE)
    told: defaultdict[int, list[str]] = defaultdict(list)
    names: defaultdict[int, list[str]] = defaultdict(list)
    heads = np.flatnonzero(above)
    lowered = texts.gather(heads).str.to_lowercase().to_list()
    for page, sign, text in zip(number[heads].tolist(), signed[heads].tolist(), lowered, strict=True):
        told[page].append(text)
        if sign:
            names[page].append(text)
    low = np.maximum(first + _LEAST, stop - _REACH)
    last = np.flatnonzero((at >= low[number]) & (at < stop[number]) & np.isin(number, list(told)))
    begins: dict[int, int] = {}
    for line, page, text in zip(
        last.tolist(), number[last].tolist(), texts.gather(last).to_list(), strict=True
    ):
        if page not in begins and _is_about(text, names[page], told[page]):
            begins[page] = line
    for page, line in begins.items():
        found[line : stop[page]] = seen.body[line : stop[page]].max() <= 0
    return found


def _is_about(text: str, names: list[str], told: list[str]) -> bool:
    """Tell whether a line is about one of those who sign, or a heading over such lines."""
    heading = _HEADING.fullmatch(text.lower()) if len(text) < 60 else None
    if heading is not None:
        return any(heading[1] in line for line in told)
    subject = _SUBJECT.match(text)
    return subject is not None and any(_signs(subject[0].lower(), line) for line in names)


def _signs(name: str, line: str) -> bool:
    """Tell whether a name opens a byline, or is one of several in it: By Jane Roe and Jo Lund in Harn."""
    before, found, _ = line.partition(name)
    return bool(found) and (not before or before.endswith(("by ", "by: ", "and ", "& ")))
