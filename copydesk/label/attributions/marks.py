"""Quotation marks paired to quoted stretches, paragraph by paragraph.

Marks are read by what stands around them and not only by their shape: pages turn marks the wrong way,
mix styles and forget to close them. A quotation over several paragraphs opens each of them with a mark
and closes only the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.record import Document, Span

_PLAIN = re.compile(r"[“”„«»\"]")
_DOUBLE = re.compile(r"[“”„«»\"]|``|''|‘‘|’’")
_WITH_SINGLE = re.compile(r"[“”„«»\"‘]|``|''|’(?!\w)|(?<!\w)'(?=\w)|(?<=[\w.,!?…])'(?!\w)")
# a closing single mark after punctuation is no apostrophe; their number tells British style
_SINGLE_CLOSED = re.compile(r"[.,!?…][’'](?=[\s)\]—–]|$)", re.MULTILINE)
_FEET = re.compile(r"\d['’′] ?\d+$")
_TERMINAL = re.compile(r"[.!?…](?=\s|$)")

_TWICE = ("``", "''", "‘‘", "’’")
_OPENS_NEXT = re.compile(r"\s*(?:[“\"„«‘']|``|'')")
_SAID_AFTER = re.compile(
    r"[,.!?](?= (?:said|says|added|asked) (?:[A-Z]|the )"
    r"| (?:he|she|they|[A-Z]\w{0,30}(?: [A-Z]\w{0,30}){0,2}) (?:said|says|added|asked|told)[ ,.])"
)
_NAME_BEFORE = re.compile(r"(?<![.!?] )\b[A-Z][\w’'-]* $")
_LONGEST_NICKNAME = 20
_SPACES = frozenset(" \t\n\u00a0\u2009\u202f([{")
_AFTER = frozenset(" \t\n\u00a0\u2009\u202f.,;:!?)]}")
_STRAIGHT = frozenset({'"', "'", "''"})
_MOST_MARKS = 1000
_DASHES = frozenset("—–-")
_OPEN, _CLOSE, _EITHER = 1, 2, 3


class Quote(NamedTuple):
    """A quoted stretch: with its marks (``start``, ``end``) and without (``inner_start``, ``inner_end``).

    ``closed`` says whether a closing mark was there; a stretch without one ends with its paragraph or
    where the next one begins.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    role: int


def has_marks(document: Document) -> bool:
    """Tell cheaply whether the text holds any character that can open a quotation."""
    text = document.text
    return (
        '"' in text or "“" in text or "”" in text or "''" in text or "«" in text or "»" in text
        or "„" in text or "``" in text or "‘" in text or " '" in text or "\n'" in text or text[:1] == "'"
    )  # fmt: skip


def quotes_of(document: Document, lines: Sequence[Span]) -> dict[int, list[Quote]]:
    """Find the quoted stretches of each line, by its start; nested ones are part of the outer one."""
    text = document.text
    if not has_marks(document):
        return {}
    if _singles_are_main(text):
        pattern = _WITH_SINGLE
    else:
        pattern = _DOUBLE if any(mark in text for mark in _TWICE) else _PLAIN
    found: dict[int, list[Quote]] = {}
    matches = [match.span() for match in pattern.finditer(text)]
    left_open, index = False, 0
    for line in lines:
        first = index
        while index < len(matches) and matches[index][0] < line.end:
            index += 1
        if first == index:
            left_open = False
            continue
        if index - first > _MOST_MARKS:  # no prose: a table, a defect
            left_open = False
            continue
        quotes = _paired(text, line, list(_marks(text, line, matches[first:index])), left_open=left_open)
        left_open = bool(quotes) and not quotes[-1].closed and quotes[-1].end == line.end
        if quotes:
            found[line.start] = quotes
    return found


def _singles_are_main(text: str) -> bool:
    """Tell whether single marks are the article's outer marks, as British papers have them."""
    if "‘" not in text and " '" not in text and "\n'" not in text and text[:1] != "'":
        return False
    doubles = text.count('"') + text.count("“") + text.count("”")
    singles = sum(1 for _ in _SINGLE_CLOSED.finditer(text))
    return 2 * singles >= doubles and singles > 0


def _marks(text: str, line: Span, matches: list[tuple[int, int]]) -> Iterator[_Mark]:
    """Give the marks of a line with what each can be: opening, closing or either."""
    markup = False
    for start, end in matches:
        before = text[start - 1] if start > line.start else " "
        after = text[end] if end < line.end else " "
        mark = text[start:end]
        if markup or before == "=":  # an attribute left over from a page's markup
            markup = not markup
            continue
        if before.isdigit() and mark in _STRAIGHT and _FEET.search(text, max(line.start, start - 6), start):
            continue  # inches, not speech
        yield _Mark(start, end, _role(mark, before, after))


def _role(mark: str, before: str, after: str) -> int:
    free_left, free_right = before in _SPACES, after in _AFTER
    if mark in {"“", "„", "``", "«", "‘", "‘‘"}:
        if mark == "“" and not free_left and free_right and before not in _DASHES:
            return _CLOSE  # the wrong way round, or the close of „
        return _OPEN
    if mark in {"”", "»", "’", "’’"}:
        return _EITHER if free_left and not free_right else _CLOSE
    if free_left and not free_right:
        return _OPEN
    if free_right and not free_left and before not in _DASHES:
        return _CLOSE
    return _EITHER


def _paired(text: str, line: Span, marks: list[_Mark], *, left_open: bool) -> list[Quote]:
    """Pair opening with closing marks; what is left unpaired is closed by the text around it."""
    quotes: list[Quote] = []
    opening: _Mark | None = None
    depth = 0
    if left_open and marks and marks[0].role == _CLOSE:
        opening = _Mark(line.start, line.start, _OPEN)  # the paragraph's own mark was forgotten
    for number, mark in enumerate(marks):
        if opening is None:
            if mark.role != _CLOSE:
                opening, depth = mark, 0
        elif mark.role == _OPEN:
            if _is_nested(text, marks, number, depth):
                depth += 1
            else:
                quotes.append(_quote(text, opening, _forgotten_close(text, opening.end, mark.start), None))
                opening, depth = mark, 0
        elif depth:
            depth -= 1
        else:
            quotes.append(_quote(text, opening, mark.start, mark))
            opening = None
    if opening is not None:
        quotes.append(_quote(text, opening, _open_end(text, opening.end, line.end), None))
    return [
        quote for quote in quotes if quote.inner_end > quote.inner_start and not _is_nickname(text, quote)
    ]


def _is_nickname(text: str, quote: Quote) -> bool:
    """Tell whether a stretch stands inside a name: Tom "Tiny" Okoro."""
    if quote.inner_end - quote.inner_start > _LONGEST_NICKNAME or not text[quote.inner_end - 1].isalpha():
        return False
    if not (text[quote.start - 1 : quote.start] == " " and text[quote.end + 1 : quote.end + 2].isupper()):
        return False
    return (
        text[quote.end] == " "
        and _NAME_BEFORE.search(text, max(0, quote.start - 30), quote.start) is not None
    )


def _is_nested(text: str, marks: list[_Mark], number: int, depth: int) -> bool:
    """Tell whether an opening mark inside a stretch opens a nested one: as many closings must follow."""
    del text
    following = marks[number + 1 : number + 3 + depth]
    return len(following) >= 2 + depth and all(mark.role != _OPEN for mark in following)


def _open_end(text: str, start: int, end: int) -> int:
    """Place the end of a stretch left open by its line: the line's, if the next line goes on with it."""
    if _OPENS_NEXT.match(text, end):
        return end
    said = _SAID_AFTER.search(text, start, end)
    return said.end() if said else end


def _forgotten_close(text: str, start: int, end: int) -> int:
    """Place the end of a stretch whose mark was forgotten: the last end of a sentence before the next."""
    said = _SAID_AFTER.search(text, start, end)
    if said is not None:
        return said.end()
    last = start
    for match in _TERMINAL.finditer(text, start, end):
        last = match.end()
    return last if last > start else end


def _quote(text: str, opening: _Mark, end: int, closing: _Mark | None) -> Quote:
    start = opening.end
    while start < end and text[start].isspace():
        start += 1
    last = end
    while last > start and text[last - 1].isspace():
        last -= 1
    return Quote(opening.start, closing.end if closing else last, start, last, closing is not None)
