"""What looks like part of an article and is none: quotes pulled out, repetitions, heads of mails."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import polars as pl

    from copydesk.segment.observe import Flags, Observed
    from copydesk.segment.region import Ints

_QUOTED = re.compile(r"[\"“„«‘']\s*(.*?)\s*[\"”“»’']")
_CLOSING = tuple("\"”“»’'")
_LONGEST = 200  # code points of a pull quote
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_MOST = 8  # of a page; more quotations on lines of their own are a dialogue
_LEAST = 15  # letters in it
_PARAGRAPH = 80  # letters of a paragraph that nobody writes twice: a refrain is shorter
_SPOKEN = 3  # capitals inside words of a stage direction
_CUT = re.compile(r"[.,;:!?…—–]+")
_NO_LETTER = re.compile(r"[\W_]+")
_NO_ASCII_LETTER = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_LOWER = bytes(range(256)).lower()
# the fields of RFC 5322, section 3.6, those of Usenet (RFC 5536) and what mail programs print
_FIELD = re.compile(
    r"(?:from|to|cc|date|sent|subject|reply-to|sender|message-id|in-reply-to|references|organi[sz]ation"
    r"|newsgroups|received|return-path|mime-version|content-type|content-transfer-encoding|lines|path"
    r"|approved|importance|(?:x|list)-[a-z-]{2,30})\s?:\s",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:date|sent)\s?:", re.IGNORECASE)
_FIELDS, _LONGEST_HEAD = 3, 60  # lines of the head of a mail, at least and at most


def find_pull_quotes(blocks: pl.DataFrame, seen: Observed, body: Flags) -> Flags:
    """Tell the quotations on lines of their own that a paragraph of the same body has too.

    The paragraph may break them up ("It is not lost," she said. "It has moved house."). Only lines of the
    body are looked at, and only a few on each page; a heading of the markup may quote, and a title has
    more capitals than speech.

    Args:
        blocks: the lines.
        seen: what was observed of them.
        body: those of the body.
    """
    texts, headings = blocks["text"], blocks["tag"].is_in(_HEADINGS).fill_null(value=False).to_numpy()
    found = np.zeros(len(body), dtype=bool)
    marks = seen.letters
    speech = marks.quoted & (marks.lower_words > marks.upper_words) & (marks.length <= _LONGEST)
    maybe = np.flatnonzero(body & ~headings & speech)
    if not len(maybe):
        return found
    quotes: list[tuple[int, str]] = [
        (at, whole[1])
        for at, text in zip(maybe.tolist(), texts.gather(maybe).to_list(), strict=True)
        if text.endswith(_CLOSING) and (whole := _QUOTED.fullmatch(text)) is not None
    ]
    counts = Counter(int(seen.page[at]) for at, _ in quotes)
    pages: dict[int, list[str]] = {page: [] for page, count in counts.items() if count <= _MOST}
    own = np.flatnonzero(body & np.isin(seen.page, list(pages)))
    for page, text in zip(seen.page[own].tolist(), texts.gather(own).to_list(), strict=True):
        pages[page].append(_letters(text))
    for at, quote in quotes:
        pieces = [letters for piece in _CUT.split(quote) if (letters := _letters(piece))]
        size = sum(map(len, pieces))
        lines = pages.get(int(seen.page[at]), ())
        found[at] = size >= _LEAST and any(len(line) > size and _holds(line, pieces) for line in lines)
    return found


def find_repetitions(texts: pl.Series, seen: Observed, body: Flags) -> Flags:
    """Tell the paragraphs, two and more in a row, that the body has already.

    A page may hold its text twice, once cut short; a question that is put again stands alone.

    Args:
        texts: the lines.
        seen: what was observed of them.
        body: those of the body.
    """
    found = np.zeros(len(body), dtype=bool)
    again = np.flatnonzero(body & seen.repeated & (seen.letters.size >= _PARAGRAPH))
    if not len(again):
        return found
    own = np.flatnonzero(body & np.isin(seen.page, seen.page[again]))
    first: dict[tuple[int, str], int] = {}
    for at, text in zip(own.tolist(), texts.gather(own).to_list(), strict=True):
        first.setdefault((int(seen.page[at]), text), at)
    for at, text in zip(again.tolist(), texts.gather(again).to_list(), strict=True):
        found[at] = first[int(seen.page[at]), text] < at
    found &= np.r_[False, found[:-1]] | np.r_[found[1:], False]
    return found


def find_stage_directions(texts: pl.Series, seen: Observed, body: Flags) -> Flags:
    """Tell the lines that are all capitals in brackets: (APPLAUSE), (SOUNDBITE OF RAIN)."""
    marks = seen.letters
    found: Flags = body & marks.quoted & marks.closed & (marks.upper_inside >= _SPOKEN)
    found &= (marks.lower_inside + marks.lower_words == 0) & (marks.length <= _LONGEST)
    maybe = np.flatnonzero(found)
    found[maybe] = texts.gather(maybe).str.contains(r"^[(\[].*[)\]]$").to_numpy()
    return found


def _letters(text: str) -> str:
    """Give the letters and digits of a text in lower case."""
    bare = text.encode().translate(_LOWER, _NO_ASCII_LETTER).decode()  # quicker than a pattern
    return bare if bare.isascii() else _NO_LETTER.sub("", bare).lower()


def _holds(line: str, pieces: list[str]) -> bool:
    """Tell whether a line holds all pieces in their order."""
    at = 0
    for piece in pieces:
        at = line.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def find_mail_heads(texts: pl.Series, starts: Ints) -> tuple[Flags, Flags]:
    """Tell the lines of the heads of mails at the top of pages, and those of them that hold the date.

    Args:
        texts: the lines.
        starts: the first line of each page.
    """
    head, dated = np.zeros(len(texts), dtype=bool), np.zeros(len(texts), dtype=bool)
    tops = texts.gather(starts).to_list()
    for start, top, end in zip(starts.tolist(), tops, [*starts[1:].tolist(), len(texts)], strict=True):
        if _FIELD.match(top) is None:
            continue
        lines = texts.slice(start, min(end - start, _LONGEST_HEAD)).to_list()
        size = next((at for at, line in enumerate(lines) if not _FIELD.match(line)), len(lines))
        if size >= _FIELDS:
            head[start : start + size] = True
            dated[start : start + size] = [_DATED.match(line) is not None for line in lines[:size]]
    return head, dated
