"""Taking out of the main text what is no part of the article: the evidence of the single line."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from copydesk.markup.flags import Flag
from copydesk.markup.furniture import calls_to_others, is_furniture

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
_MUCH = 0.3  # share of the text that other paragraphs marked as the body must have to be taken in
_HOLDS = 0.4  # share of the text that makes an element the one that holds the article
_LINKED = 0.8  # share of a line inside links that makes it a link, not a sentence with links
_LINKED_SENTENCE = 100  # characters: a paragraph this long may be a link as a whole
_AFTER_HEADLINE = 0.8  # share of the text that follows the headline of the article
_DECKS, _LONGEST_DECK = 3, 180  # lines after the headline in which a deck ends, characters of it
_CREDIT = 80  # characters of a line that dates or signs an article
_SIGNED_POST = re.compile(r"[—–-] ?[^@]{1,60}\(@\w+\)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT = 80  # characters; a shorter line at either end that is no sentence is furniture
_FEW = 4  # such lines at one end
_PUNCTUATED = 0.5  # share of the text in lines that end as sentences, for ends of lines to tell anything
_SENTENCE_ENDS = tuple(".!?…\"'”’»)]:;。！？」』।؟۔።։")
_STOPS = tuple(".!?…。！？।؟۔")
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def clean_body(lines: list[ScannedLine], found: set[int], *, headline: int | None = None) -> set[int]:
    """Give the numbers of the lines that stay of those that were found.

    Args:
        lines: The lines of the page.
        found: The numbers of those that may be the body.
        headline: The number of the line that is the headline, where that is known.
    """
    numbers = sorted(found)
    if not numbers:
        return found
    numbers = _after_headline(lines, numbers, headline)
    telltale = _telltale_flags(lines, numbers)
    numbers = _with_neighbours(lines, numbers, telltale, headline)
    numbers = _without_deck(lines, numbers, headline)
    holders = _holders(lines, numbers)
    kept = [
        number
        for number in _before_other_stories(lines, numbers, holders)
        if not _is_foreign(lines[number], telltale) and not _is_figure(lines[number], holders)
    ]
    kept = _trim(lines, kept)
    return set(kept) | _posts_between(lines, kept)


def _size(lines: list[ScannedLine], numbers: list[int]) -> int:
    return sum(len(lines[number].text) for number in numbers)


def _after_headline(lines: list[ScannedLine], numbers: list[int], headline: int | None) -> list[int]:
    """Leave out the headline and what comes before it, if most of the text comes after it."""
    heads = [number for number in numbers if lines[number].tag == "h1" or number == headline]
    for head in reversed(heads):
        rest = numbers[numbers.index(head) + 1 :]
        if _size(lines, rest) >= _AFTER_HEADLINE * _size(lines, numbers):
            return rest
    return numbers


def _without_deck(lines: list[ScannedLine], numbers: list[int], headline: int | None) -> list[int]:
    """Leave out the deck: a paragraph between the headline and the line that dates or signs the article."""
    if headline is None or not headline < numbers[0] <= headline + _DECKS:
        return numbers
    for number in range(numbers[0] + 1, numbers[0] + _DECKS + 1):
        if number >= len(lines):
            break
        line = lines[number]
        if len(line.text) <= _CREDIT and (
            line.flags & (Flag.DATE | Flag.AUTHOR) or _YEAR.search(line.text)
        ):
            rest = [other for other in numbers if other > number]
            deck = _size(lines, numbers) - _size(lines, rest)
            return rest if deck <= _LONGEST_DECK and len(rest) >= _DECKS else numbers
    return numbers


def _telltale_flags(lines: list[ScannedLine], numbers: list[int]) -> int:
    """Give the flags that tell a line apart on this page: few of the paragraphs have them."""
    text = [number for number in numbers if is_paragraph(lines[number])] or numbers
    total, flags = _size(lines, text), 0
    for flag in _TELLTALE:
        if _size(lines, [number for number in text if lines[number].flags & flag]) <= _COMMON * total:
            flags |= flag
    return flags


def _with_neighbours(
    lines: list[ScannedLine], numbers: list[int], telltale: int, headline: int | None
) -> list[int]:
    """Take in the paragraphs that the library passed over in the elements that hold most of the text."""
    holders = _holders(lines, numbers)
    inside = set(numbers)
    start = headline + 1 if headline is not None and headline < numbers[0] else numbers[0]
    for number in range(start, len(lines)):
        line = lines[number]
        if line.container in holders and is_paragraph(line) and not line.flags & telltale:
            inside.add(number)
    inside.update(_marked(lines, inside, telltale | Flag.SUBTITLE))
    return sorted(inside | _between(lines, inside))


def _marked(lines: list[ScannedLine], inside: set[int], telltale: int) -> list[int]:
    """Give the paragraphs in other elements that are marked as the body, if they are much of it.

    A page may part its text at every advertisement, and the library may take one of the parts.
    """
    numbers = sorted(inside)
    if 2 * _size(lines, [number for number in numbers if lines[number].flags & Flag.BODY]) < _size(
        lines, numbers
    ):
        return []
    # what comes before another headline than that of the article, or before comments
    ends = (
        n for n in range(numbers[-1], len(lines)) if lines[n].tag == "h1" or lines[n].flags & Flag.COMMENTS
    )
    more: dict[str, int] = {}  # by their text: a page may hold it twice
    known = {lines[number].text for number in numbers}
    for number in range(next(ends, len(lines))):
        line = lines[number]
        if line.flags & Flag.BODY and is_paragraph(line) and not line.flags & telltale:
            more.setdefault(line.text, number)
    others = [number for text, number in more.items() if text not in known]
    return others if _size(lines, others) >= _MUCH * _size(lines, numbers) else []


def _before_other_stories(lines: list[ScannedLine], numbers: list[int], holders: set[int]) -> list[int]:
    """Leave out what follows the heading of a box of other stories, if none of it stands with the text."""
    if not holders:
        return numbers
    for at, number in enumerate(numbers):
        if lines[number].container not in holders and calls_to_others(lines[number].text):
            rest = numbers[at + 1 :]
            if at and not any(lines[other].container in holders for other in rest):
                return numbers[:at]
    return numbers


def _posts_between(lines: list[ScannedLine], numbers: list[int]) -> set[int]:
    """Give the lines of signed posts, of which a page makes quotations, between two lines of the text."""
    if not numbers:
        return set()
    between = [n for n in range(numbers[0], numbers[-1]) if lines[n].flags & Flag.QUOTE]
    posts = {lines[n].container for n in between if _SIGNED_POST.match(lines[n].text)}
    return {n for n in between if lines[n].container in posts}


def _holders(lines: list[ScannedLine], numbers: list[int]) -> set[int]:
    """Give the elements that hold most of the text."""
    total, sizes = _size(lines, numbers), Counter[int]()
    for number in numbers:
        sizes[lines[number].container] += len(lines[number].text)
    return {container for container, size in sizes.items() if size >= _HOLDS * total}


def _is_figure(line: ScannedLine, holders: set[int]) -> bool:
    """Tell whether a line is a cell of a table that shows figures or names, not text."""
    short = len(line.text) < _SHORT and not line.text.endswith(_STOPS)
    return line.tag in _CELLS and short and bool(holders) and line.container not in holders


def _between(lines: list[ScannedLine], inside: set[int]) -> set[int]:
    """Give the headings and list items between two lines of the text, if they are not made of links."""
    taken: set[int] = set()
    passed: list[int] = []
    for number in range(min(inside), max(inside) + 1):
        line = lines[number]
        if number in inside:
            taken.update(passed)
            passed = []
        elif number - 1 not in inside and not passed:
            continue
        elif _is_part(line):
            passed.append(number)
        else:
            passed = []
    return taken


def _is_part(line: ScannedLine) -> bool:
    """Tell whether a line can be a part of a text that is no paragraph."""
    named = line.tag == "li" or line.tag in _HEADINGS or line.flags & Flag.SUBTITLE
    return bool(named) and line.links < _HOLDS * len(line.text)


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
    # so many are a list, but for those in another cell of a table than the text
    before = _in_cell_of(lines, numbers[:first], numbers[first:last])
    after = _in_cell_of(lines, numbers[last:], numbers[first:last][::-1])
    kept = numbers[first:last]
    if len(before) > _FEW:
        kept = before + kept
    return kept + after if len(after) > _FEW else kept


def _in_cell_of(lines: list[ScannedLine], fragments: list[int], text: list[int]) -> list[int]:
    """Give the fragments that do not lie in another table cell than the text that is next to them."""
    holder = lines[text[0]].container if text else None
    return [
        number
        for number in fragments
        if lines[number].tag not in _CELLS or lines[number].container == holder
    ]


def _is_fragment(line: ScannedLine) -> bool:
    if line.tag in _HEADINGS:
        return True
    return len(line.text) < _SHORT and not line.text.endswith(_SENTENCE_ENDS)
