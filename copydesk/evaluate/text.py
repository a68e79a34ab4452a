"""Which lines and paragraphs of a released page the gold means."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from copydesk.gold import roles_of_lines
from copydesk.record import TEXT_ROLES, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.gold import Gold
    from copydesk.released import Line, ReleasedPage

_WORD = re.compile(r"\w+")
_GRAM = 4  # words
_SAME = 0.5  # least share of a gold paragraph's words in the released paragraph that stands for it


def gold_roles(gold: Gold, lines: Sequence[Line]) -> dict[int, str]:
    """Give the roles that the gold has for lines, by the line's number."""
    if gold.line_roles:
        return {
            line.number: gold.line_roles[line.number] for line in lines if line.number in gold.line_roles
        }
    places = roles_of_lines(gold, [line.text for line in lines])
    return {lines[place].number: role for place, role in places.items()}


def gold_paragraphs(gold: Gold, page: ReleasedPage) -> list[str]:
    """Give the paragraphs that the article's text has by the gold, in the words of the released lines."""
    if not gold.line_roles and not gold.text_roles:
        return [line.text for line in page.lines]  # an extracted article: all of it is text
    roles = gold_roles(gold, page.lines)
    paragraphs: list[str] = []
    before: tuple[int, str | None] = (0, None)
    for line in page.lines:
        role = roles.get(line.number)
        if role in TEXT_ROLES:
            if gold.wrapped and before == (line.number - 1, role):
                paragraphs[-1] += f" {line.text}"
            else:
                paragraphs.append(line.text)
        before = (line.number, role)
    return paragraphs


def corresponding(paragraphs: Sequence[str], text: str, spans: Sequence[Span]) -> list[Span]:
    """Give for every gold paragraph the span of the released one that stands for it.

    Returns:
        One span a gold paragraph; an empty one where the released text has no such paragraph.
    """
    wanted = [" ".join(paragraph.split()) for paragraph in paragraphs]
    given = [" ".join(text[slice(*span)].split()) for span in spans]
    found = [Span(0, 0)] * len(wanted)
    matcher = SequenceMatcher(a=wanted, b=given, autojunk=False)
    for tag, first, last, other_first, other_last in matcher.get_opcodes():
        for place in range(first, last):
            if tag == "equal":
                found[place] = spans[other_first + place - first]
            elif tag == "replace":
                words = Counter(_WORD.findall(wanted[place]))
                shares = {
                    other: (words & Counter(_WORD.findall(given[other]))).total()
                    for other in range(other_first, other_last)
                }
                best = max(shares, key=lambda other: shares[other])
                if shares[best] >= _SAME * words.total():
                    found[place] = spans[best]
    return found


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Count the word 4-grams of a text, as the article extraction benchmark does; a short text is one."""
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + _GRAM]) for at in range(max(1, len(words) - _GRAM + 1)))
