"""Taking out of the main text what is no part of the article: the evidence of the single line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from copydesk.markup.flags import Flag
from copydesk.markup.furniture import is_furniture

if TYPE_CHECKING:
    from copydesk.markup.line import ScannedLine

_TELLTALE = (
    Flag.NAVIGATION,
    Flag.FOOTER,
    Flag.ASIDE,
    Flag.CAPTION,
    Flag.RELATED,
    Flag.PROMOTION,
    Flag.SHARING,
    Flag.AUTHOR,
    Flag.COMMENTS,
    Flag.FORM,
)
_COMMON = 0.3  # share of the text that lies in a kind of element: then that kind tells nothing on this page
_HOLDS = 0.4  # share of the text that makes an element the one that holds the article
_LINKED = 0.8  # share of a line inside links that makes it a link, not a sentence with links
_LINKED_SENTENCE = 100  # characters: a paragraph this long may be a link as a whole
_AFTER_HEADLINE = 0.8  # share of the text that follows the headline of the article
_SHORT = 80  # characters; a shorter line at either end that is no sentence is furniture
_FEW = 4  # such lines at one end
_PUNCTUATED = 0.5  # share of the text in lines that end as sentences, for ends of lines to tell anything
_SENTENCE_ENDS = tuple(".!?…\"'”’»)]:;。！？」』।؟۔።։")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def clean_body(lines: list[ScannedLine], found: set[int]) -> set[int]:
    """Give the numbers of the lines that stay of those that were found."""
    numbers = sorted(found)
    if not numbers:
        return found
    numbers = _after_headline(lines, numbers)
    telltale = _telltale_flags(lines, numbers)
    numbers = _with_neighbours(lines, numbers, telltale)
    kept = [number for number in numbers if not _is_foreign(lines[number], telltale)]
    return set(_trim(lines, kept))


def _size(lines: list[ScannedLine], numbers: list[int]) -> int:
    return sum(len(lines[number].text) for number in numbers)


def _after_headline(lines: list[ScannedLine], numbers: list[int]) -> list[int]:
    """Leave out the headline and what comes before it, if most of the text comes after it."""
    for place in range(len(numbers) - 1, -1, -1):
        if lines[numbers[place]].tag == "h1":
            rest = numbers[place + 1 :]
            if _size(lines, rest) >= _AFTER_HEADLINE * _size(lines, numbers):
                return rest
    return numbers


def _telltale_flags(lines: list[ScannedLine], numbers: list[int]) -> int:
    """Give the flags that tell a line apart on this page: few of the lines have them."""
    total, flags = _size(lines, numbers), 0
    for flag in _TELLTALE:
        if _size(lines, [number for number in numbers if lines[number].flags & flag]) <= _COMMON * total:
            flags |= flag
    return flags


def _with_neighbours(lines: list[ScannedLine], numbers: list[int], telltale: int) -> list[int]:
    """Take in the paragraphs that the library passed over in the elements that hold most of the text."""
    total, sizes = _size(lines, numbers), Counter[int]()
    for number in numbers:
        sizes[lines[number].container] += len(lines[number].text)
    holders = {container for container, size in sizes.items() if size >= _HOLDS * total}
    inside = set(numbers)
    for number in range(numbers[0], len(lines)):
        line = lines[number]
        if line.container in holders and is_paragraph(line) and not line.flags & telltale:
            inside.add(number)
    return sorted(inside)


def is_paragraph(line: ScannedLine) -> bool:
    """Tell whether a line is text by itself: a sentence of some length, not made of links."""
    size = len(line.text)
    if line.tag in _HEADINGS:
        return False
    return size >= _SHORT and line.links < _HOLDS * size and line.text.endswith(_SENTENCE_ENDS)


def _is_foreign(line: ScannedLine, telltale: int) -> bool:
    """Tell whether a line does not belong to the article, whatever stands around it."""
    size = len(line.text)
    if line.flags & telltale:
        return True
    if line.links >= _LINKED * size and not (
        size >= _LINKED_SENTENCE and line.text.endswith(_SENTENCE_ENDS)
    ):
        return True
    return is_furniture(line.text)


def _trim(lines: list[ScannedLine], numbers: list[int]) -> list[int]:
    """Take from both ends what is no sentence: dates, bylines, headings without a text."""
    ended = [number for number in numbers if lines[number].text.endswith(_SENTENCE_ENDS)]
    if _size(lines, ended) < _PUNCTUATED * _size(lines, numbers):
        return numbers
    first, last = 0, len(numbers)
    while first < last and _is_fragment(lines[numbers[first]]):
        first += 1
    while last > first and _is_fragment(lines[numbers[last - 1]]) and lines[numbers[last - 1]].tag != "li":
        last -= 1
    if len(numbers) - last > _FEW:  # so many are a list
        last = len(numbers)
    return numbers[first if first <= _FEW else 0 : last]


def _is_fragment(line: ScannedLine) -> bool:
    if line.tag in _HEADINGS:
        return True
    return len(line.text) < _SHORT and not line.text.endswith(_SENTENCE_ENDS)
