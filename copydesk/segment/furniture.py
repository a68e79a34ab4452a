"""Known furniture: what buttons, menus, notices and credits say, from the lexicon."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

# The kinds of furniture in the order in which they are tried; 0 is none.
KINDS = (
    "none", "comments", "tags", "signature", "legal", "related",
    "newsletter", "advert", "share", "menu", "endnote", "credit",
)  # fmt: skip
(NONE, COMMENTS, TAGS, SIGNATURE, LEGAL, RELATED,
 NEWSLETTER, ADVERT, SHARE, MENU, ENDNOTE, CREDIT) = range(len(KINDS))  # fmt: skip

# A whole line is looked up when it has at most so many code points, a beginning or a part likewise.
LINE_LIMIT, START_LIMIT, PART_LIMIT = 60, 300, 500
_ENDS = " \t0123456789()[]{}.,:;!…>»›<«‹|•·*+-–—=_→←▼▲\"'“”#:："
_PREFIX = 3
_DATELINE = r"^[^()]{2,60}\([^()]{2,20}\)\s?(?:-|–|—)"  # "oslo (reuters) – " opens a story and no caption


@dataclass(frozen=True, slots=True)
class Furniture:
    """The lexicon, ready for look-ups."""

    weight: npt.NDArray[np.float64]  # of each kind, 0 for none
    roles: dict[str, tuple[str, ...]]  # of each place, the roles of the kinds
    line: dict[str, int]
    start: dict[str, tuple[tuple[str, int], ...]]
    any_start: str  # a pattern that finds the starts
    part: dict[str, int]
    any_part: str


def read_lexicon(name: str) -> dict[str, Any]:
    """Read a lexicon file of the package."""
    return tomllib.loads(files("copydesk").joinpath("lexicon", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def furniture() -> Furniture:
    """Read the furniture lexicon, once a process."""
    lexicon = read_lexicon("furniture")
    weight = np.array([0.0] + [lexicon[kind]["weight"] for kind in KINDS[1:]])
    line: dict[str, int] = {}
    part: dict[str, int] = {}
    start: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, kind in enumerate(KINDS[1:], start=1):
        for entry in lexicon[kind].get("line", ()):
            line.setdefault(entry.strip(_ENDS) or entry, number)
        for entry in lexicon[kind].get("start", ()):
            start[entry[:_PREFIX] if len(entry) >= _PREFIX else entry[:1]].append((entry, number))
        for entry in lexicon[kind].get("part", ()):
            part.setdefault(entry, number)
    roles = {
        place: ("other", *(lexicon[kind][place] for kind in KINDS[1:]))
        for place in ("before", "inside", "after")
    }
    starts = {key: tuple(entries) for key, entries in start.items()}
    any_start = f"^(?:{_any_of(entry for entries in starts.values() for entry, _ in entries)})"
    return Furniture(weight, roles, line, starts, any_start, part, _any_of(part))


def _any_of(entries: Iterable[str]) -> str:
    """Make a pattern that finds any of some strings."""
    return "|".join(re.sub(r"([().*+?|\[\]])", r"\\\1", entry) for entry in entries)


def find_furniture(lowered: pl.Series, length: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Tell the kind of furniture that each line is.

    Args:
        lowered: the lines in lower case.
        length: their lengths in code points.

    Returns:
        Indices into `KINDS`.
    """
    known = furniture()
    found = np.zeros(len(lowered), dtype=np.uint8)
    short = (lowered.str.len_chars() <= LINE_LIMIT).arg_true()
    ends_off = lowered.gather(short).str.strip_chars(_ENDS)
    found[short] = ends_off.replace_strict(known.line, default=NONE, return_dtype=pl.UInt8)
    open_ = np.flatnonzero((length <= START_LIMIT) & (found == NONE))
    texts = lowered.gather(open_)
    hits = texts.str.contains(known.any_start).arg_true()
    for at, text in zip(open_[hits].tolist(), texts.gather(hits).to_list(), strict=True):
        found[at] = _starts(text, known.start.get(text[:_PREFIX]) or known.start.get(text[:1], ()))
    open_ = np.flatnonzero((length <= PART_LIMIT) & (length > _PREFIX) & (found == NONE))
    texts = lowered.gather(open_)
    hits = texts.str.contains(known.any_part).arg_true()
    entries = texts.gather(hits).str.extract_many(list(known.part), overlapping=True)
    kinds = pl.element().replace_strict(known.part, return_dtype=pl.UInt8)
    found[open_[hits]] = entries.list.eval(kinds).list.min()  # the kind that is tried first
    credited = np.flatnonzero(found == CREDIT)
    found[credited[lowered.gather(credited).str.contains(_DATELINE).to_numpy()]] = NONE
    return found


def _starts(text: str, entries: tuple[tuple[str, int], ...]) -> int:
    """Give the kind of the first entry that the text begins with, at the end of a word."""
    for entry, kind in entries:
        if text.startswith(entry):
            rest = text[len(entry) : len(entry) + 1]
            # Scripts without spaces have no end of a word to look for.
            if not (rest.isalpha() and entry[-1].isalpha() and rest < "\u3000"):
                return kind
    return NONE
